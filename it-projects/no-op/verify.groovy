import dev.migrate.environment.EmbeddedSettings
import dev.migrate.environment.LockTimeouts
import dev.migrate.server.EmbeddedServer

// Wall time of whole builds, in turn, so that a change in the machine's speed meets all of them:
// Maven alone, this plugin, and (in the campaign) flyway-maven-plugin, all with nothing to do.
def maven = new File(System.getProperty('maven.home'), 'bin/mvn').path
int files = noOpFiles as int
int rounds = noOpRounds as int
boolean peer = noOpPeer.toBoolean()
def settings = new File(basedir.parentFile, 'interpolated-settings.xml')

def build = { List<String> arguments ->
  def command = [maven, '-B', '-s', settings.path, "-Dmaven.repo.local=${localRepositoryPath}".toString()] + arguments
  def process = new ProcessBuilder(command).directory(basedir).redirectErrorStream(true)
  long begin = System.nanoTime()
  def started = process.start()
  def said = started.inputStream.text
  assert started.waitFor() == 0 : command + '\n' + said
  [(System.nanoTime() - begin) / 1000000L as long, said]
}
def median = { List<Long> values -> values.sort()[values.size().intdiv(2)] }

def embedded = server == 'embedded' ? EmbeddedServer.start(
    new EmbeddedSettings(new File(basedir, 'target/server').toPath(), 'it_no_op', false, LockTimeouts.DEFAULT),
    { group, artifact, version -> new File(mariadb).toPath() },
    {}) : null
try {
  def url = embedded ? "jdbc:mysql://127.0.0.1:${embedded.database().port()}/it_no_op" : server + '/it_no_op'
  def account = embedded ? embedded.database().username() : username
  def secret = embedded ? embedded.database().password().value() : password
  def ours = ['migrate:upgrade', "-Dmigrate.url=${url}", "-Dmigrate.username=${account}", "-Dmigrate.password=${secret}"]*.toString()
  def flyway = ['flyway:migrate', "-Dflyway.url=${url}", "-Dflyway.user=${account}", "-Dflyway.password=${secret}",
      '-Dflyway.locations=filesystem:src/main/resources/db/migration']*.toString()
  def builds = [validate: ['validate'], upgrade: ours] + (peer ? ['flyway:migrate': flyway] : [:])

  def first = build(ours)[1]
  assert first.contains("now at version ${files}") : first
  assert build(ours)[1].contains("up to date at version ${files}")
  if (peer) { build(flyway) }

  def times = builds.collectEntries { name, arguments -> [name, []] }
  rounds.times { builds.each { name, arguments -> times[name] << build(['-o', '-q'] + arguments)[0] } }
  println "no-op upgrade, ${files} applied files, ${rounds} rounds, ${embedded ? 'embedded MariaDB' : server}:"
  times.each { name, values ->
    printf('  %-15s median %5d ms, %4.2f times mvn validate (%d to %d ms)%n',
        name, median(values), median(values) / (double) median(times.validate), values.min(), values.max())
  }
} finally {
  embedded?.close()
}
return true
