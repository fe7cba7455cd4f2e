package dev.migrate.generate.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads XML files without fetching anything they refer to. */
final class Xml {

  private Xml() {}

  static Element root(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return root(content, file.toUri().toString());
    } catch (IOException e) {
      throw Root.unreadable(file.toUri().toString(), e);
    }
  }

  /**
   * The outermost element.
   *
   * @param label names the file in messages
   */
  static Element root(InputStream content, String label) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      // A DTD, which hibernate-mapping files have, is not fetched.
      builder.setEntityResolver(
          (publicId, systemId) -> new InputSource(InputStream.nullInputStream()));
      return builder.parse(content).getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw Root.unreadable(label, e);
    }
  }

  /** The elements of that name directly within another. */
  static List<Element> children(Element parent, String name) {
    return IntStream.range(0, parent.getChildNodes().getLength())
        .<Node>mapToObj(parent.getChildNodes()::item)
        .flatMap(node -> node instanceof Element element ? Stream.of(element) : Stream.empty())
        .filter(element -> name.equals(element.getLocalName()))
        .toList();
  }

  /** Their texts. */
  static List<String> texts(Element parent, String name) {
    return children(parent, name).stream().map(e -> e.getTextContent().strip()).toList();
  }
}
