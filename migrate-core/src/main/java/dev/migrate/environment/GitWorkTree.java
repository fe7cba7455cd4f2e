package dev.migrate.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What git knows of a folder's files, asked of the git program. Every answer is empty where there
 * is no git, no work tree, or no commit yet: then nothing is known, which is not the same as clean.
 */
public final class GitWorkTree {

  /** How many of a file's commits are looked through at most. */
  private static final int MOST = 500;

  private final GitProgram git;

  private GitWorkTree(GitProgram git) {
    this.git = git;
  }

  /** The work tree that a folder is in. */
  public static GitWorkTree of(Path folder) {
    return new GitWorkTree(new GitProgram(folder));
  }

  /**
   * Where a work tree stands.
   *
   * @param commit its last commit, in hexadecimal digits
   * @param changed files that differ from the commit, or that it does not have; files that git
   *     ignores do not count
   */
  public record Head(String commit, List<Path> changed) {

    public Head {
      changed = List.copyOf(changed);
    }

    /** Whether the files are not those of the commit. */
    public boolean dirty() {
      return !changed.isEmpty();
    }
  }

  /**
   * A file as a commit has it.
   *
   * @param commit the commit, in hexadecimal digits
   * @param date the commit's day, {@code 2026-11-22}
   * @param text the whole file
   */
  public record Version(String commit, String date, String text) {}

  /**
   * Where the work tree stands.
   *
   * @param aside folders and files that do not count as changed
   */
  public Optional<Head> head(Path... aside) {
    return commit("HEAD").flatMap(commit -> changed(aside).map(files -> new Head(commit, files)));
  }

  private Optional<List<Path>> changed(Path... aside) {
    List<Path> out = Stream.of(aside).map(GitWorkTree::real).toList();
    return root()
        .flatMap(
            root ->
                git.fields("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
                    .map(
                        lines ->
                            lines.stream()
                                // Two letters of state and a blank come before the name.
                                .map(line -> root.resolve(line.substring(3)))
                                .filter(file -> out.stream().noneMatch(file::startsWith))
                                .toList()));
  }

  /** The text of a file at a revision; empty also where the revision does not have it. */
  public Optional<String> text(Path file, String revision) {
    return commit(revision)
        .flatMap(
            commit ->
                name(file).flatMap(name -> git.text("cat-file", "blob", commit + ":" + name)));
  }

  /**
   * The newest committed version of a file that fits, the renames of the file followed.
   *
   * @param wanted what its text has to be
   */
  public Optional<Version> version(Path file, Predicate<String> wanted) {
    Optional<String> name = name(file);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String format = "--format=%H %cs";
    String most = "--max-count=" + MOST;
    List<String> log =
        git.fields("log", "-z", "--follow", "--name-only", most, format, "--", ":/" + name.get())
            .orElse(List.of());
    return versions(log).filter(version -> wanted.test(version.text())).findFirst();
  }

  /** With -z each commit is its line, a line feed before the file's name, and the name. */
  private Stream<Version> versions(List<String> log) {
    List<String> words = log.stream().map(String::strip).filter(word -> !word.isEmpty()).toList();
    return IntStream.range(0, words.size() / 2)
        .boxed()
        .flatMap(i -> version(words.get(2 * i), words.get(2 * i + 1)).stream());
  }

  private Optional<Version> version(String line, String name) {
    String[] words = line.split(" ", 2);
    return git.text("cat-file", "blob", words[0] + ":" + name)
        .map(text -> new Version(words[0], words[1], text));
  }

  /**
   * The files that are not what they were at a revision, uncommitted and new ones among them,
   * deleted ones not.
   *
   * @param revision a commit, branch or tag; the answer is empty where git does not know it
   */
  public Optional<List<Path>> changedSince(String revision) {
    Optional<String> commit = commit(revision);
    Optional<Path> root = root();
    if (commit.isEmpty() || root.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> differing =
        git.fields(
            "diff",
            "--name-only",
            "-z",
            "--no-ext-diff",
            "--no-renames",
            "--diff-filter=d",
            commit.get());
    // Listed from the root, whatever the folder: ls-files tells names relative to where it runs.
    Optional<List<String>> added =
        new GitProgram(root.get()).fields("ls-files", "--others", "--exclude-standard", "-z");
    return differing.flatMap(
        changed ->
            added.map(
                others ->
                    Stream.concat(changed.stream(), others.stream())
                        .map(root.get()::resolve)
                        .toList()));
  }

  private Optional<String> commit(String revision) {
    // A revision that begins with - would be an option.
    return revision.startsWith("-") || revision.isBlank()
        ? Optional.empty()
        : git.line("rev-parse", "--verify", "--quiet", revision + "^{commit}");
  }

  private Optional<Path> root() {
    return git.line("rev-parse", "--show-toplevel").map(Path::of);
  }

  /** A file's name from the work tree's root on, as git writes it. */
  private Optional<String> name(Path file) {
    Path real = real(file);
    return root()
        .filter(real::startsWith)
        .map(root -> root.relativize(real).toString().replace('\\', '/'));
  }

  /** Git tells the root without symbolic links; the file itself may be gone. */
  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    for (Path known = absolute; known != null; known = known.getParent()) {
      if (known.toFile().exists()) {
        try {
          return known.toRealPath().resolve(known.relativize(absolute)).normalize();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return absolute;
  }
}
