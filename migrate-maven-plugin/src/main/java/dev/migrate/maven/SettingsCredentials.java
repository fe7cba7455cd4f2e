package dev.migrate.maven;

import dev.migrate.environment.Credentials;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The {@code <servers>} of Maven's settings.xml, their passwords decrypted.
 *
 * <p>Maven's guide "Password Encryption": a password that cannot be decrypted is a problem in the
 * decrypter's result, not an exception, and the encrypted text stays in its place.
 */
record SettingsCredentials(Settings settings, SettingsDecrypter decrypter) implements Credentials {

  @Override
  public Optional<Login> forServer(String id) {
    Server server = settings.getServer(id);
    if (server == null) {
      throw unknown(id);
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    requireDecrypted(id, result.getProblems());
    Server decrypted = result.getServer() == null ? server : result.getServer();
    return Optional.of(new Login(decrypted.getUsername(), decrypted.getPassword()));
  }

  private static void requireDecrypted(String id, List<SettingsProblem> problems) {
    for (SettingsProblem problem : problems) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new ConfigurationException(
            Problem.of(
                    "settings-password",
                    "The password of <server> "
                        + id
                        + " in settings.xml cannot be decrypted: "
                        + problem.getMessage())
                .at("settings.xml <servers><server><id>" + id)
                .fix(
                    "Restore the settings-security.xml it was encrypted with, or encrypt it anew:"
                        + " mvn --encrypt-password"),
            problem.getException());
      }
    }
  }

  private ConfigurationException unknown(String id) {
    String known =
        settings.getServers().stream().map(Server::getId).collect(Collectors.joining(", "));
    return new ConfigurationException(
        Problem.of(
                "settings-server-unknown", "settings.xml has no <server> with the id " + id + ".")
            .at("<serverId>" + id)
            .fix(
                "Add <server><id>"
                    + id
                    + "</id>…</server> to settings.xml; it has "
                    + (known.isEmpty() ? "none" : known)
                    + "."));
  }
}
