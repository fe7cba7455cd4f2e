package dev.migrate.environment;

/**
 * What an environment demands of a run. Values only: code asks for a value, never for an
 * environment's name.
 *
 * @param tls the weakest protection of the connection that is accepted; where nothing is asked for,
 *     it is what is used, but {@link Tls#PREFERRED} at least
 * @param embedded whether the embedded server may stand in when no database is configured
 * @param undoRequired whether every versioned SQL migration has to come with its undo before it is
 *     applied
 * @param timings whether each statement's time is shown, not only each migration's
 * @param backup whether an upgrade or a downgrade that changes something needs a backup before it
 * @param audit whether every run that changes something has to be written down in the database
 * @param confirmRestore whether a restore has to be confirmed even into an empty database
 * @param scratch whether databases may be made on its own server to try migrations out
 * @param validate whether an upgrade or a downgrade is checked before its first change, and an
 *     error that is found stops it
 * @param confirm whether what loses data has to be confirmed as it was reviewed
 */
public record Policy(
    Tls tls,
    boolean embedded,
    boolean undoRequired,
    boolean timings,
    boolean backup,
    boolean audit,
    boolean confirmRestore,
    boolean scratch,
    boolean validate,
    boolean confirm) {

  /** Relaxed: for a developer's own database. Takes an unprotected connection where asked to. */
  public static final Policy DEVELOPMENT =
      new Policy(Tls.DISABLED, true, false, false, false, false, false, true, false, false);

  /** Protected, timed and backed up: the rehearsal. */
  public static final Policy STAGING =
      new Policy(Tls.REQUIRED, false, false, true, true, false, false, false, true, false);

  /** Protected, backed up and written down: what customers work on. */
  public static final Policy PRODUCTION =
      new Policy(Tls.REQUIRED, false, false, false, true, true, true, false, true, true);
}
