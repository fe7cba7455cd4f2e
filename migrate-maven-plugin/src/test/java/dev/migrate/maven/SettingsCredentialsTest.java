package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Element;
import dev.migrate.environment.Environment;
import dev.migrate.environment.Environments;
import dev.migrate.environment.Inputs;
import dev.migrate.environment.Password;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.io.DefaultSettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** A {@code <serverId>} whose password is encrypted, through Maven's own decrypter. */
class SettingsCredentialsTest {

  private static final String CLEAR = "cl3ar-w0rd";

  private final DefaultPlexusCipher cipher = new DefaultPlexusCipher();

  @TempDir Path folder;

  @Test
  void anEncryptedPasswordReachesTheDatabaseAndNothingThatIsShown() throws Exception {
    Environment environment = environment(encryptedWith("master"), "master");
    DatabaseSettings database = environment.database().orElseThrow();
    assertEquals("migrator", database.username());
    assertEquals(new Password.Fixed(CLEAR), database.password());
    assertFalse(environment.toString().contains(CLEAR), environment.toString());
    assertEquals(
        List.of(
            "(set), settings.xml <server> shop, by pom.xml <environments><development><serverId>"),
        environment.settings().stream()
            .filter(setting -> setting.name().equals("password"))
            .map(setting -> setting.value() + ", " + setting.origin())
            .toList());
  }

  @Test
  void aPasswordEncryptedWithAnotherMasterIsRefusedWithoutItsText() throws Exception {
    String encrypted = encryptedWith("another");
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> environment(encrypted, "master"));
    assertEquals("settings-password", e.problem().code());
    assertFalse(e.problem().text().contains(encrypted), e.problem().text());
  }

  private String encryptedWith(String master) throws PlexusCipherException {
    return cipher.encryptAndDecorate(CLEAR, master);
  }

  private Environment environment(String password, String master)
      throws IOException, PlexusCipherException {
    Path settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        "<settings><servers><server><id>shop</id><username>migrator</username><password>"
            + password
            + "</password></server></servers></settings>");
    return Environments.resolve(
        inputs(
            new SettingsCredentials(
                new DefaultSettingsReader().read(settings.toFile(), Map.of()), decrypter(master))));
  }

  private DefaultSettingsDecrypter decrypter(String master)
      throws IOException, PlexusCipherException {
    Path security = folder.resolve("settings-security.xml");
    Files.writeString(
        security,
        "<settingsSecurity><master>"
            + cipher.encryptAndDecorate(master, DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION)
            + "</master></settingsSecurity>");
    DefaultSecDispatcher dispatcher = new DefaultSecDispatcher(cipher);
    dispatcher.setConfigurationFile(security.toString());
    return new DefaultSettingsDecrypter(dispatcher);
  }

  private Inputs inputs(SettingsCredentials credentials) {
    Element development =
        Element.of(
            "development",
            Element.of("url", "mysql://127.0.0.1/shop"),
            Element.of("serverId", "shop"));
    return new Inputs(
        Map.of(),
        Map.of(),
        Map.of(),
        Element.of("configuration", Element.of("environments", development)),
        null,
        new ProjectLayout(folder, List.of(), List.of(), folder.resolve("target"), List::of),
        credentials,
        "pom.xml",
        "app");
  }
}
