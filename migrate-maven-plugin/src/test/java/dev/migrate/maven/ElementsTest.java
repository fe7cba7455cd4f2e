package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.environment.Element;
import dev.migrate.outcome.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.function.UnaryOperator;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;

class ElementsTest {

  @Test
  void elementsOfTheCoreAreHandedOnWhateverIsInThem() throws Exception {
    Element configuration =
        ours("<environments><staging><hots>db</hots></staging></environments><to>3</to>");
    assertEquals(
        Element.of(
            "configuration",
            Element.of("environments", Element.of("staging", Element.of("hots", "db")))),
        configuration);
  }

  @Test
  void whatMavenAddsForAMissingElementCountsAsMissing() throws Exception {
    assertEquals(
        List.of(),
        ours("<environment implementation='java.lang.String'>${migrate.environment}</environment>")
            .children());
  }

  @Test
  void expressionsThatWereUnknownWhenThePomWasReadAreEvaluated() throws Exception {
    Element configuration =
        Elements.ours(
            dom("<environments><development><port>${p}</port></development></environments>"),
            text -> "${p}".equals(text) ? "3307" : text);
    assertEquals(
        Element.of("port", "3307"),
        configuration.children().get(0).children().get(0).children().get(0));
  }

  @Test
  void aUrlForAllEnvironmentsIsRefused() {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> ours("<url>mysql://a:secret@b/c</url>"));
    assertEquals("setting-misplaced", e.problem().code());
    assertFalse(e.problem().text().contains("secret"), e.problem().text());
  }

  private static Element ours(String children) throws IOException, XmlPullParserException {
    return Elements.ours(dom(children), UnaryOperator.identity());
  }

  private static Xpp3Dom dom(String children) throws IOException, XmlPullParserException {
    return Xpp3DomBuilder.build(
        new StringReader("<configuration>" + children + "</configuration>"));
  }
}
