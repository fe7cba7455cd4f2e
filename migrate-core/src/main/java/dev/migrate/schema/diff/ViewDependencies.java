package dev.migrate.schema.diff;

import dev.migrate.schema.model.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Views in the order in which they can be created: each after those it reads. */
final class ViewDependencies {

  /** What a server prints before a table it reads. A column has its table's name before it. */
  private static final Pattern READ =
      Pattern.compile(
          "(?:\\b(?:from|join|straight_join)\\s*|,\\s*|\\(\\s*)`((?:[^`]|``)*)`(?!\\s*\\.)",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, View> views = new LinkedHashMap<>();
  private final Set<String> visited = new HashSet<>();
  private final List<View> ordered = new ArrayList<>();

  private ViewDependencies() {}

  static List<View> inOrder(List<View> views) {
    ViewDependencies dependencies = new ViewDependencies();
    views.forEach(view -> dependencies.views.put(lower(view.name()), view));
    views.forEach(dependencies::visit);
    return dependencies.ordered;
  }

  private void visit(View view) {
    if (!visited.add(lower(view.name()))) {
      return;
    }
    Matcher matcher = READ.matcher(view.select());
    while (matcher.find()) {
      View read = views.get(lower(matcher.group(1).replace("``", "`")));
      if (read != null) {
        visit(read);
      }
    }
    ordered.add(view);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
