package dev.migrate.history;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * A file in a location of migrations, on disk or in a jar.
 *
 * <p>{@code relativePath} is relative to its location, as Flyway writes it into the history's
 * column {@code script}; {@code shown} is how messages name the file.
 */
final class MigrationResource extends LoadableResource {

  /** How a resource's bytes are had. */
  @FunctionalInterface
  interface Content {
    byte[] read() throws IOException;
  }

  private final String relativePath;
  private final String shown;
  private final Charset encoding;
  private final Content content;

  MigrationResource(String relativePath, String shown, Charset encoding, Content content) {
    this.relativePath = relativePath;
    this.shown = shown;
    this.encoding = encoding;
    this.content = content;
  }

  /** The whole text; a byte order mark is dropped. */
  String text() {
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(content.read())).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          Problem.of("file-encoding", "The file is not valid " + encoding + ".")
              .at(shown)
              .fix("Save it as " + encoding + ", or set Flyway's `encoding` to the one it has."),
          e);
    } catch (IOException e) {
      throw new ConfigurationException(
          Problem.of("file-unreadable", "The file cannot be read: " + e.getMessage())
              .at(shown)
              .fix("Check that the file exists and that this account may read it."),
          e);
    }
  }

  @Override
  public Reader read() {
    return new StringReader(text());
  }

  @Override
  public String getAbsolutePath() {
    return shown;
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return shown;
  }

  @Override
  public String getFilename() {
    return relativePath.substring(relativePath.lastIndexOf('/') + 1);
  }

  @Override
  public String getRelativePath() {
    return relativePath;
  }
}
