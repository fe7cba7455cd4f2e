package dev.migrate.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The job of a build server, by the variables that build servers document. */
final class BuildJob {

  /**
   * Where a job can be seen, the most telling first; {@code {X}} is the variable X, and all of a
   * form's have to be there.
   */
  private static final List<String> FORMS =
      List.of(
          "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}",
          "{CI_JOB_URL}",
          "{BUILD_URL}",
          "{SYSTEM_COLLECTIONURI}{SYSTEM_TEAMPROJECT}/_build/results?buildId={BUILD_BUILDID}",
          "{CIRCLE_BUILD_URL}",
          "{BUILDKITE_BUILD_URL}",
          "{TRAVIS_JOB_WEB_URL}",
          "{DRONE_BUILD_LINK}",
          "{BITBUCKET_GIT_HTTP_ORIGIN}/pipelines/results/{BITBUCKET_BUILD_NUMBER}",
          "{CODEBUILD_BUILD_ID}",
          "TeamCity build {BUILD_NUMBER} of {TEAMCITY_PROJECT_NAME}");

  /** Who started it. */
  private static final List<String> PEOPLE =
      List.of(
          "GITHUB_ACTOR",
          "GITLAB_USER_LOGIN",
          "BUILD_USER_ID",
          "BUILD_REQUESTEDFOR",
          "CIRCLE_USERNAME",
          "BUILDKITE_BUILD_CREATOR",
          "BITBUCKET_STEP_TRIGGERER_UUID");

  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

  /** {@code https://user:password@host}: what a secret may be in. */
  private static final Pattern USER = Pattern.compile("//[^/@]*@");

  private BuildJob() {}

  static Optional<String> of(Map<String, String> variables) {
    return FORMS.stream()
        .flatMap(form -> filled(form, variables).stream())
        .findFirst()
        .map(job -> USER.matcher(job).replaceAll("//") + person(variables));
  }

  private static Optional<String> filled(String form, Map<String, String> variables) {
    Matcher parts = PART.matcher(form);
    StringBuilder text = new StringBuilder();
    while (parts.find()) {
      String value = variables.getOrDefault(parts.group(1), "");
      if (value.isBlank()) {
        return Optional.empty();
      }
      parts.appendReplacement(text, Matcher.quoteReplacement(value.strip()));
    }
    parts.appendTail(text);
    return Optional.of(text.toString());
  }

  private static String person(Map<String, String> variables) {
    return PEOPLE.stream()
        .map(name -> variables.getOrDefault(name, ""))
        .filter(name -> !name.isBlank())
        .findFirst()
        .map(name -> ", started by " + name.strip())
        .orElse("");
  }
}
