import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text

/** The environment in the report of the n-th run. */
def environment = { int run -> new JsonSlurper().parse(new File(basedir, "target/${run}.json")).environment }

/** What the n-th run says, in Maven's log and in its report. */
def refused = { int run, String code, String... texts ->
  def report = new JsonSlurper().parse(new File(basedir, "target/${run}.json"))
  assert report.error.code == code
  assert report.outcome == (code in ['server-unreachable', 'access-denied'] ? 'failed' : 'refused')
  String told = [report.error.problem, report.error.where, report.error.fix].join('\n')
  texts.each { assert told.contains(it) }
  assert log.contains(report.error.problem.readLines()[0])
  // The fix is the last thing said, before Maven's own hints.
  String fix = "[ERROR]   fix: ${report.error.fix.readLines()[0]}"
  assert log.contains(fix)
}

refused(1, 'environment-unknown', 'prodution', 'staging', '-Dmigrate.environment=production')
refused(2, 'database-missing', 'staging', '<url>', 'DATABASE_HOST', '-Dmigrate.url')
refused(3, 'settings-password', 'unreadable', 'no-such-file.xml')
refused(4, 'settings-server-unknown', 'nobody', 'it has unreadable')
refused(5, 'server-unreachable', '127.0.0.1:1', 'Connection refused', 'DATABASE_HOST')
refused(6, 'flyway-setting-unsupported', 'flyway.dryRunOutput')
refused(7, 'location-missing', 'filesystem:nowhere')
refused(8, 'format-unknown', 'xml', '-Dmigrate.format=json')
refused(9, 'setting-unknown', 'migrate.enviroment', 'migrate.environment')
refused(10, 'parameters-conflict', 'migrate.steps', 'migrate.to')
refused(11, 'setting-misplaced', '<url>', '<environments>')
refused(13, 'artifact-malformed', 'com.example:published', 'groupId:artifactId:version')
refused(12, 'access-denied', 'migrate', 'DATABASE_PASSWORD')
refused(14, 'server-unreachable', '127.0.0.1:1')
assert [1, 2, 8, 11].collect(environment) == ['prodution', 'staging', 'development', 'staging']

assert ['s3cret', 'a-wrong-password', 'cl3ar-w0rd'].every { !log.contains(it) }
