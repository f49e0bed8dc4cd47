package org.securemessaging.admin;

/** How much the libraries and the engine tell on standard error. */
final class LogLevel {
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private LogLevel() {}

    /**
     * Sets the level. SLF4J's simple logger reads it when the first logger is made, which is after
     * the arguments are parsed; what the user set with -D stands.
     *
     * @param verbosity how often more was asked for
     */
    static void set(int verbosity) {
        setUnlessGiven("defaultLogLevel", level(verbosity));
        setUnlessGiven("showThreadName", "false");
        setUnlessGiven("showShortLogName", "true");
    }

    private static String level(int verbosity) {
        return switch (verbosity) {
            case 0 -> "warn";
            case 1 -> "info";
            default -> "debug";
        };
    }

    private static void setUnlessGiven(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
