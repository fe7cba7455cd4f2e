package dev.migrate.schema.model;

import dev.migrate.server.ServerVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All a database has but its rows. Lists are in the order of names; two schemas of servers of one
 * vendor and version are the same if they are equal, but for what a comparison is told to overlook.
 *
 * @param server that it was read from
 * @param charset default character set of the database
 * @param collation default collation of the database
 * @param programs triggers, procedures, functions, events and packages
 */
public record Schema(
    ServerVersion server,
    String charset,
    String collation,
    List<Table> tables,
    List<View> views,
    List<Program> programs,
    List<Sequence> sequences) {

  public Schema {
    tables = tables.stream().sorted(Comparator.comparing(Table::name)).toList();
    views = views.stream().sorted(Comparator.comparing(View::name)).toList();
    programs =
        programs.stream()
            .sorted(Comparator.comparing(Program::kind).thenComparing(Program::name))
            .toList();
    sequences = sequences.stream().sorted(Comparator.comparing(Sequence::name)).toList();
  }

  /** The table of a name. */
  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** The same with other tables. */
  public Schema withTables(List<Table> others) {
    return new Schema(server, charset, collation, others, views, programs, sequences);
  }
}
