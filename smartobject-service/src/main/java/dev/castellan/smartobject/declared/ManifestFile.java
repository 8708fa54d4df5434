package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads module files; what is not understood is refused rather than passed over. */
final class ManifestFile {

  private static final int LARGEST = 64 * 1024;

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private ManifestFile() {}

  /**
   * Reads and checks a module file.
   *
   * @throws BrokenManifest naming the member that cannot be used
   */
  static Manifest read(InputStream file) throws IOException {
    byte[] text = file.readNBytes(LARGEST + 1);
    BrokenManifest.unless(text.length <= LARGEST, "", "is larger than " + LARGEST + " bytes");
    Manifest manifest = parse(text);
    BrokenManifest.unless(manifest != null, "", "is empty");
    ManifestCheck.check(manifest);
    return manifest;
  }

  private static Manifest parse(byte[] text) throws IOException {
    try {
      return YAML.readValue(text, Manifest.class);
    } catch (PropertyBindingException e) {
      throw new BrokenManifest(member(e), "is not known");
    } catch (JsonMappingException e) {
      throw new BrokenManifest(member(e), "cannot be read" + line(e));
    } catch (JsonProcessingException e) {
      throw new BrokenManifest("", "is not YAML" + line(e));
    }
  }

  private static String member(JsonMappingException failure) {
    StringBuilder member = new StringBuilder();
    for (JsonMappingException.Reference each : failure.getPath()) {
      if (each.getFieldName() == null) {
        member.append('[').append(each.getIndex()).append(']');
      } else {
        member.append(member.isEmpty() ? "" : ".").append(each.getFieldName());
      }
    }
    return member.toString();
  }

  private static String line(JsonProcessingException failure) {
    return failure.getLocation() == null ? "" : " (line " + failure.getLocation().getLineNr() + ")";
  }
}
