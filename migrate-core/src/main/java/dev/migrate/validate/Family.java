package dev.migrate.validate;

/** What a rule is afraid of; its first letter begins the rule's code. */
public enum Family {
  /** Data is lost. */
  DESTRUCTIVE('D', "destructive"),
  /** The release that runs meanwhile breaks. */
  COMPATIBILITY('C', "compatibility"),
  /** The statement fails, depending on the rows there are. */
  DATA('V', "data dependent"),
  /** Others wait, or the disk fills. */
  LOCKS('L', "locks and copies"),
  /** The script could not be gone on with. */
  NOT_RESUMABLE('N', "not resumable"),
  /** The schema gets worse. */
  DESIGN('S', "design"),
  /** The script is not as scripts should be. */
  HYGIENE('H', "hygiene");

  private final char letter;
  private final String title;

  Family(char letter, String title) {
    this.letter = letter;
    this.title = title;
  }

  /** That its codes begin with. */
  public String letter() {
    return String.valueOf(letter);
  }

  /** In words. */
  public String title() {
    return title;
  }

  static Family of(String code) {
    for (Family family : values()) {
      if (code.charAt(0) == family.letter) {
        return family;
      }
    }
    throw new IllegalArgumentException("no family of " + code);
  }
}
