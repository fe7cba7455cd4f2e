package dev.migrate.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One use of an embedded server: a file of its own, locked as long as the use lasts. The operating
 * system takes the lock from a process that dies, however it dies. Begun, ended and counted only
 * inside {@link EmbeddedFolder#exclusively}.
 */
record EmbeddedUse(Path file, FileChannel channel) {

  /** Begins a use. */
  static EmbeddedUse begin(EmbeddedFolder folder) throws IOException {
    Path file = folder.users().resolve(ownPrefix() + UUID.randomUUID());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(file + " cannot be locked");
    }
    return new EmbeddedUse(file, channel);
  }

  /** Ends it; again is harmless. */
  void end() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  /** Whether anyone still uses the server; files of the dead are removed. */
  static boolean any(EmbeddedFolder folder) throws IOException {
    List<Path> files;
    try (Stream<Path> children = Files.list(folder.users())) {
      files = children.toList();
    }
    boolean used = false;
    for (Path file : files) {
      used |= alive(file);
    }
    return used;
  }

  private static boolean alive(Path file) throws IOException {
    // Opening and closing a file this process has locked would drop the lock (POSIX).
    if (file.getFileName().toString().startsWith(ownPrefix())) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        return true;
      }
    }
    Files.deleteIfExists(file);
    return false;
  }

  private static String ownPrefix() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + "-" + EmbeddedProcess.startMillis(self) + "-";
  }
}
