package dev.migrate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Migrations of real applications, read from their released jars, which the build copies into
 * {@code target/corpora}. Files come in the order of their versions and bear names Flyway accepts.
 */
public final class Corpora {

  private static final Path JARS = Path.of("target", "corpora");
  private static final String CAMUNDA = "camunda-engine-7.24.0.jar";
  private static final String CAMUNDA_DB = "org/camunda/bpm/engine/db/";
  private static final String DATAFLOW = "spring-cloud-dataflow-server-core-2.11.5.jar";
  private static final List<String> CAMUNDA_PARTS =
      List.of(
          "engine",
          "history",
          "identity",
          "case.engine",
          "case.history",
          "decision.engine",
          "decision.history");
  private static final List<String> KILL_BILL_MODULES =
      List.of(
          "account",
          "catalog",
          "entitlement",
          "invoice",
          "payment",
          "subscription",
          "tenant",
          "util");

  private Corpora() {}

  /** A migration file: its name and its text. */
  public record File(String name, String text) {}

  /** 8 files, 14 tables; a procedure between DELIMITER lines, PREPARE. */
  public static List<File> conductor() {
    return read("conductor-mysql-persistence-3.15.0.jar", "db/migration/(V[^/]+\\.sql)", same());
  }

  /** 37 files, 25 tables. */
  public static List<File> hawkbit() {
    return read("hawkbit-repository-jpa-0.3.0M7.jar", "db/migration/MYSQL/(V[^/]+\\.sql)", same());
  }

  /** 68 files; they do not run to their end on a current server. */
  public static List<File> uaa() {
    return read(
        "cloudfoundry-identity-server-4.10.0.jar",
        "org/cloudfoundry/identity/uaa/db/mysql/(V[^/]+\\.sql)",
        same());
  }

  /** 7 files, 20 tables on MariaDB. */
  public static List<File> nifiRegistry() {
    return read("nifi-registry-framework-1.18.0.jar", "db/migration/mysql/(V[^/]+\\.sql)", same());
  }

  /** 12 files, 44 tables on MariaDB only (sequences); {@code V1-x.sql} is named {@code V1__x}. */
  public static List<File> dataflow() {
    return read(DATAFLOW, "schemas/mariadb/(V\\d+-dataflow\\.sql)", Corpora::underscores);
  }

  /** The same application's 11 files for MySQL. */
  public static List<File> dataflowMysql() {
    return read(DATAFLOW, "schemas/mysql/(V\\d+-dataflow\\.sql)", Corpora::underscores);
  }

  /** Eight modules' schemas as V1 to V8, 60 tables. */
  public static List<File> killBill() {
    List<File> files = new ArrayList<>();
    for (String module : KILL_BILL_MODULES) {
      String name = "V" + (files.size() + 1) + "__" + module + ".sql";
      files.addAll(read(killBillJar(module), ".*/ddl\\.sql", whole -> name));
    }
    return files;
  }

  /** The 68 migrations of the eight modules, module by module; they assume older schemas. */
  public static List<File> killBillMigrations() {
    return KILL_BILL_MODULES.stream()
        .flatMap(
            module ->
                read(killBillJar(module), "(?:.*/)?migration/(V[^/]+\\.sql)", same()).stream())
        .toList();
  }

  /** Version 7.16 and the upgrades to 7.24; must end where {@link #camundaFresh()} does. */
  public static List<File> camundaUpgraded() {
    List<File> files =
        new ArrayList<>(camundaCreate("liquibase/baseline/liquibase.mysql.create.", "7.16"));
    files.addAll(
        read(
            CAMUNDA,
            CAMUNDA_DB + "liquibase/upgrade/(mysql_engine_[\\d.]+_to_[\\d.]+)\\.sql",
            name -> "V" + name.substring(name.lastIndexOf('_') + 1) + "__upgrade.sql"));
    return files;
  }

  /** Version 7.24 at once, 49 tables. */
  public static List<File> camundaFresh() {
    return camundaCreate("create/activiti.mysql.create.", "7.24");
  }

  /** Every other script of Camunda for MySQL: drops, and upgrades since 6.0. Not migrations. */
  public static List<File> camundaOthers() {
    return read(
        CAMUNDA,
        CAMUNDA_DB + "(drop/activiti\\.mysql\\.[^/]+\\.sql|upgrade/mysql_[^/]+\\.sql)",
        same());
  }

  /** The statements with which Debezium tests its parsers of both vendors' SQL, 88 files. */
  public static List<File> debezium() {
    return read(
        "debezium-ddl-parser-3.4.0.Final-tests.jar", "(?:mysql|mariadb)/examples/.+\\.sql", same());
  }

  /** Every {@code .sql} file of the folder that {@code -Dcampaign.ddl} names; none without it. */
  public static List<File> ofFolder() {
    String folder = System.getProperty("campaign.ddl");
    if (folder == null) {
      return List.of();
    }
    Path root = Path.of(folder);
    try (Stream<Path> paths = Files.walk(root)) {
      List<File> files = new ArrayList<>();
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile).sorted()::iterator) {
        if (path.toString().endsWith(".sql")) {
          files.add(new File(root.relativize(path).toString(), Files.readString(path)));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<File> camundaCreate(String prefix, String version) {
    List<File> files = new ArrayList<>();
    for (String part : CAMUNDA_PARTS) {
      String name =
          "V%s.%d__create_%s.sql".formatted(version, files.size() + 1, part.replace('.', '_'));
      files.addAll(read(CAMUNDA, Pattern.quote(CAMUNDA_DB + prefix + part + ".sql"), w -> name));
    }
    return files;
  }

  /** The entries whose whole path matches; a file is named after the pattern's group, renamed. */
  private static List<File> read(String jar, String path, UnaryOperator<String> rename) {
    Pattern pattern = Pattern.compile(path);
    try (ZipFile zip = new ZipFile(JARS.resolve(jar).toFile());
        Stream<? extends ZipEntry> entries = zip.stream()) {
      List<File> files = new ArrayList<>();
      for (ZipEntry entry : (Iterable<ZipEntry>) entries.map(ZipEntry.class::cast)::iterator) {
        var matcher = pattern.matcher(entry.getName());
        if (matcher.matches()) {
          String name = matcher.group(matcher.groupCount());
          String text = new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
          files.add(new File(rename.apply(name), text));
        }
      }
      if (files.isEmpty()) {
        throw new IllegalStateException(jar + " has no entry " + path);
      }
      files.sort(Corpora::byVersion);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int byVersion(File a, File b) {
    if (!a.name().matches("V\\d.*__.*") || !b.name().matches("V\\d.*__.*")) {
      return a.name().compareTo(b.name());
    }
    return version(a).compareTo(version(b));
  }

  private static MigrationVersion version(File file) {
    String version = file.name().substring(1, file.name().indexOf("__"));
    return MigrationVersion.fromVersion(version);
  }

  private static String killBillJar(String module) {
    return "killbill-" + module + "-0.25.4.jar";
  }

  private static String underscores(String name) {
    return name.replace("-", "__");
  }

  private static UnaryOperator<String> same() {
    return UnaryOperator.identity();
  }
}
