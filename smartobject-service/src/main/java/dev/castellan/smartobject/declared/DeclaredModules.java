package dev.castellan.smartobject.declared;

import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.Module;
import dev.castellan.smartobject.module.ModuleFamily;
import dev.castellan.smartobject.outbound.DeviceAddresses;
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
class DeclaredModules implements ModuleFamily {

  static final String FOLDER = "modules/";

  /** Named, because a folder of the class path cannot be listed in every packaging. */
  static final List<String> SHIPPED =
      List.of(
          "http/hue-light",
          "http/hue-plug",
          "http/webhook",
          "mqtt/mqtt-device",
          "mqtt/zigbee2mqtt-light");

  private final OutboundClient client;
  private final DeviceAddresses addresses;
  private final MqttConfig mqtt;
  private final ModulesConfig config;

  DeclaredModules(
      OutboundClient client, DeviceAddresses addresses, MqttConfig mqtt, ModulesConfig config) {
    this.client = client;
    this.addresses = addresses;
    this.mqtt = mqtt;
    this.config = config;
  }

  @Override
  public Collection<? extends Module> modules() {
    List<DeviceModule> modules = new ArrayList<>();
    for (String id : SHIPPED) {
      String name = FOLDER + id + ".yaml";
      modules.add(module(name, DeclaredModules.class.getResourceAsStream("/" + name)));
    }
    config
        .dir()
        .map(DeclaredModules::files)
        .orElse(List.of())
        .forEach(each -> modules.add(open(each)));
    return modules;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("Folder of modules " + folder + " cannot be read", e);
    }
  }

  private DeviceModule open(Path file) {
    try {
      return module(file.toString(), Files.newInputStream(file));
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private DeviceModule module(String name, InputStream content) {
    try (content) {
      Manifest manifest = ManifestFile.read(content);
      return manifest.kind().equals(Manifest.MQTT)
          ? new MqttModule(manifest, addresses, mqtt)
          : new HttpModule(manifest, client);
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
