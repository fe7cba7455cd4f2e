package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file under its temporary name, {@code .NAME.part}, readable by its owner alone; nobody takes it
 * for a backup.
 */
final class PartFile implements AutoCloseable {

  static final String SUFFIX = ".part";

  private final Path folder;
  private final String name;
  private final String extension;
  private final int first;
  private final Path path;
  private final FileChannel channel;
  private boolean renamed;

  private PartFile(
      Path folder, String name, String extension, int first, Path path, FileChannel channel) {
    this.folder = folder;
    this.name = name;
    this.extension = extension;
    this.first = first;
    this.path = path;
    this.channel = channel;
  }

  /** Begins it; neither a backup of the name nor another one being written is touched. */
  static PartFile create(Path folder, String name, String extension) {
    try {
      Files.createDirectories(folder, owner(folder, "rwx------"));
      for (int number = 1; ; number++) {
        String numbered = numbered(name, number) + extension;
        Path path = folder.resolve("." + numbered + SUFFIX);
        if (Files.exists(folder.resolve(numbered), LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        try {
          Set<StandardOpenOption> options =
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          FileChannel channel = FileChannel.open(path, options, owner(folder, "rw-------"));
          return new PartFile(folder, name, extension, number, path, channel);
        } catch (FileAlreadyExistsException e) {
          // Somebody else's; the next number.
        }
      }
    } catch (IOException e) {
      throw DiskTrouble.writing(folder, folder.resolve(name + extension), 0, e);
    }
  }

  Path folder() {
    return folder;
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /** Gives the file its name, or the next one that is free, and brings that to the disk. */
  Path rename() throws IOException {
    channel.close();
    for (int number = first; ; number++) {
      Path target = folder.resolve(numbered(name, number) + extension);
      try {
        move(target);
        renamed = true;
        force(folder);
        return target;
      } catch (FileAlreadyExistsException e) {
        // Taken since; the next number.
      }
    }
  }

  /** Removes the file unless it has got its name. */
  @Override
  public void close() {
    try {
      channel.close();
      if (!renamed) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new BackupException(
          Problem.of("backup-write-failed", "A temporary file could not be removed")
              .at(path.toString())
              .fix("rm '" + path + "'"),
          e);
    }
  }

  /** A link is never made over another file, which a rename would replace. */
  private void move(Path target) throws IOException {
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.deleteIfExists(path);
  }

  /** Brings a folder's entries to the disk, where the system can do that for a folder. */
  private static void force(Path folder) {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its entries are on the disk already.
    }
  }

  private static FileAttribute<?>[] owner(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static String numbered(String name, int number) {
    return number == 1 ? name : name + "_" + number;
  }
}
