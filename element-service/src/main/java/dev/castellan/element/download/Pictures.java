package dev.castellan.element.download;

import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Draws and scales pictures, two at a time; the answer is PNG. */
@ApplicationScoped
class Pictures {

  /** Readers of other formats set no bound to what a file can make them keep in memory. */
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

  private static final long MOST_BYTES = 20_000_000;
  private static final long MOST_PIXELS = 24_000_000;

  /** Of a picture in memory. */
  private static final long MOST_MEMORY = 16_000_000;

  private static final int ENOUGH = 2;

  private final Semaphore turns = new Semaphore(2);
  private final FileStore files;

  Pictures(FileStore files) {
    ImageIO.setUseCache(false);
    this.files = files;
  }

  /**
   * A stored picture in another size.
   *
   * @throws ServiceException 404 when it is no picture that can be read
   */
  byte[] scaled(StoredFile file, ImageSize size) {
    if (file.size() > MOST_BYTES) {
      throw tooLarge();
    }
    turns.acquireUninterruptibly();
    try {
      Path content = Files.createTempFile("picture", "");
      try {
        try (OutputStream out = Files.newOutputStream(content)) {
          files.copy(file.id(), out);
        }
        return png(fitted(read(content, size), size));
      } finally {
        Files.delete(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      turns.release();
    }
  }

  /** Whatever a broken picture makes its reader throw, it is no picture that can be read. */
  private static BufferedImage read(Path content, ImageSize size) {
    try (ImageInputStream in = ImageIO.createImageInputStream(content.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      ImageReader reader = readers.hasNext() ? readers.next() : null;
      if (reader == null || !FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        throw new ServiceException(ErrorCode.ELEMENT_NOT_AN_IMAGE);
      }
      try {
        reader.setInput(in, true, true);
        return read(reader, size);
      } finally {
        reader.dispose();
      }
    } catch (ServiceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ServiceException(ErrorCode.ELEMENT_NOT_AN_IMAGE);
    }
  }

  /**
   * Its head says how large it would be in memory; only then is it read, and no finer than needed.
   */
  private static BufferedImage read(ImageReader reader, ImageSize size) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw tooLarge();
    }
    ImageTypeSpecifier type = reader.getImageTypes(0).next();
    int pixel = 0;
    for (int band = 0; band < type.getNumBands(); band++) {
      pixel += Math.max(8, type.getBitsPerBand(band)) / 8;
    }
    int step = Math.max(1, Math.min(width / size.width(), height / size.height()) / ENOUGH);
    while (memory(width, height, pixel, step) > MOST_MEMORY) {
      step++;
    }
    ImageReadParam part = reader.getDefaultReadParam();
    part.setDestinationType(type);
    part.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, part);
  }

  private static long memory(int width, int height, int pixel, int step) {
    return Math.ceilDiv((long) width, step) * Math.ceilDiv((long) height, step) * pixel;
  }

  private static ServiceException tooLarge() {
    return new ServiceException(ErrorCode.ELEMENT_NOT_AN_IMAGE, "The image is too large to scale");
  }

  private static BufferedImage fitted(BufferedImage picture, ImageSize size) {
    double across = (double) size.width() / picture.getWidth();
    double down = (double) size.height() / picture.getHeight();
    double scale = size.fit() == 'c' ? Math.max(across, down) : Math.min(across, down);
    int width = size.fit() == 's' ? size.width() : atLeastOne(picture.getWidth() * scale);
    int height = size.fit() == 's' ? size.height() : atLeastOne(picture.getHeight() * scale);
    BufferedImage canvas =
        new BufferedImage(
            size.fit() == 'c' ? size.width() : width,
            size.fit() == 'c' ? size.height() : height,
            BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = canvas.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(
        picture,
        (canvas.getWidth() - width) / 2,
        (canvas.getHeight() - height) / 2,
        width,
        height,
        null);
    pen.dispose();
    return canvas;
  }

  private static int atLeastOne(double length) {
    return Math.max(1, (int) Math.round(length));
  }

  /** The picture of a structure: a sheet of paper in a colour of its own. */
  byte[] icon(String name, ImageSize size) {
    turns.acquireUninterruptibly();
    try {
      BufferedImage canvas =
          new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB);
      Graphics2D pen = canvas.createGraphics();
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.scale(size.width() / 24.0, size.height() / 24.0);
      pen.setColor(Color.getHSBColor(Math.floorMod(name.hashCode(), 360) / 360f, 0.55f, 0.72f));
      pen.fillRoundRect(1, 1, 22, 22, 6, 6);
      pen.setColor(Color.WHITE);
      pen.fillRect(7, 5, 10, 14);
      pen.setColor(Color.GRAY);
      for (int line = 8; line <= 16; line += 3) {
        pen.fillRect(9, line, 6, 1);
      }
      pen.dispose();
      return png(canvas);
    } finally {
      turns.release();
    }
  }

  private static byte[] png(BufferedImage picture) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
