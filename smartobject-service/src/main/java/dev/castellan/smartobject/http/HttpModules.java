package dev.castellan.smartobject.http;

import dev.castellan.smartobject.module.Module;
import dev.castellan.smartobject.module.ModuleFamily;
import dev.castellan.smartobject.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The module files that are shipped, and those of the folder that users keep theirs in. */
@ApplicationScoped
class HttpModules implements ModuleFamily {

  static final String FOLDER = "modules/http/";

  /** Named, because a folder of the class path cannot be listed in every packaging. */
  static final List<String> SHIPPED = List.of("hue-light", "hue-plug", "webhook");

  private final OutboundClient client;
  private final ModulesConfig config;

  HttpModules(OutboundClient client, ModulesConfig config) {
    this.client = client;
    this.config = config;
  }

  @Override
  public Collection<? extends Module> modules() {
    List<HttpModule> modules = new ArrayList<>();
    for (String id : SHIPPED) {
      String name = FOLDER + id + ".yaml";
      modules.add(module(name, HttpModules.class.getResourceAsStream("/" + name)));
    }
    config.dir().map(HttpModules::files).orElse(List.of()).forEach(each -> modules.add(open(each)));
    return modules;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("Folder of modules " + folder + " cannot be read", e);
    }
  }

  private HttpModule open(Path file) {
    try {
      return module(file.toString(), Files.newInputStream(file));
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private HttpModule module(String name, InputStream content) {
    try (content) {
      return new HttpModule(ManifestFile.read(content), client);
    } catch (BrokenManifest e) {
      throw new IllegalStateException("Module file " + name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static IllegalStateException unreadable(String name, IOException cause) {
    return new IllegalStateException("Module file " + name + " cannot be read", cause);
  }
}
