package dev.migrate.generate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The chain of revisions: each generated migration's head names the one before it. Where two name
 * the same one, two branches were developed side by side, and the chain forks.
 */
public final class RevisionChain {

  private static final String FIRST = "none";

  private final List<Link> links;

  private RevisionChain(List<Link> links) {
    this.links = links.stream().sorted(Comparator.comparing(Link::order)).toList();
  }

  /** The chain of a project's versioned migrations, in any order. */
  public static RevisionChain of(List<Link> links) {
    return new RevisionChain(links);
  }

  /**
   * What makes one line of it: of each fork, the branch that the database has stays, else the one
   * that begins with the lowest version; the others are moved behind everything that stays.
   * Branches of which a migration is applied stay where they are, too. What is moved keeps its
   * version where that is behind the others already.
   *
   * @param names how the project names its files
   * @param now for versions that are times
   * @return in the order of their new versions; empty when the chain has no fork
   */
  public List<Move> straightened(FileNames names, Instant now) {
    Set<Link> moved = moved();
    if (moved.isEmpty()) {
      return List.of();
    }
    Link before =
        links.stream()
            .filter(link -> !moved.contains(link))
            .reduce((first, second) -> second)
            .orElseThrow();
    String newest = links.get(links.size() - 1).version();
    List<Move> moves = new ArrayList<>();
    for (Link link : moved) {
      String version = link.version();
      if (link.order().compareTo(before.order()) <= 0) {
        newest = names.writable(VersionScheme.next(newest, now));
        version = newest;
      }
      moves.add(new Move(link, version, before.name()));
      before = new Link(version, link.revision(), null, false);
    }
    return moves.stream().anyMatch(Move::changes) ? moves : List.of();
  }

  /**
   * Where the chain forks and not all of it is applied: of each fork the links that revise the same
   * one.
   */
  public List<List<Link>> openForks() {
    return forks().stream()
        .filter(
            heads ->
                heads.stream()
                    .anyMatch(head -> branch(head).stream().anyMatch(link -> !link.applied())))
        .toList();
  }

  /** The links of branches to be moved, each after the one it revises. */
  private Set<Link> moved() {
    Set<Link> moved = new LinkedHashSet<>();
    for (List<Link> heads : forks()) {
      List<List<Link>> free =
          heads.stream()
              .map(this::branch)
              .filter(branch -> branch.stream().noneMatch(Link::applied))
              .collect(Collectors.toCollection(ArrayList::new));
      if (free.size() == heads.size()) {
        free.remove(0);
      }
      free.forEach(moved::addAll);
    }
    return moved;
  }

  /** The links that revise the same one, of each fork, in the order of versions. */
  private List<List<Link>> forks() {
    Map<String, List<Link>> heads = new TreeMap<>();
    for (Link link : links) {
      if (link.revises() != null) {
        heads.computeIfAbsent(key(link.revises()), ignored -> new ArrayList<>()).add(link);
      }
    }
    return heads.values().stream()
        .filter(fork -> fork.size() > 1)
        .sorted(Comparator.comparing(fork -> fork.get(0).order()))
        .toList();
  }

  /** One text for a link, whether it is named by its revision or by its version. */
  private String key(String revises) {
    Optional<Link> meant = links.stream().filter(link -> link.isMeantBy(revises)).findFirst();
    return revises.equals(FIRST) ? FIRST : meant.map(Link::name).orElse(revises);
  }

  /** A link and all that come after it in its branch. */
  private List<Link> branch(Link head) {
    List<Link> branch = new ArrayList<>(List.of(head));
    for (Link link : links) {
      if (link.revises() != null
          && !branch.contains(link)
          && !link.revises().equals(FIRST)
          && head.isMeantBy(Objects.requireNonNull(link.revises()))) {
        branch(link).stream().filter(each -> !branch.contains(each)).forEach(branch::add);
      }
    }
    return branch;
  }
}
