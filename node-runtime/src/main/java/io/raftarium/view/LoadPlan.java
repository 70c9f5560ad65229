package io.raftarium.view;

import io.raftarium.protocol.Command;

/**
 * What the clients of a load do.
 *
 * @param clients how many, each with one operation at a time
 * @param mix what they ask
 * @param perSecond operations of all of them in a second of laboratory time; 0 for as many as they
 *     can
 * @param keys among how many keys they choose
 */
public record LoadPlan(int clients, Mix mix, double perSecond, int keys) {
  /** With which all of its keys begin. */
  public static final String KEYS = "load-";

  public static final int MOST_CLIENTS = 64;
  public static final int MOST_KEYS = 64;
  public static final int MOST_PER_SECOND = 10_000;

  public LoadPlan {
    within("clients", clients, 1, MOST_CLIENTS);
    within("keys", keys, 1, MOST_KEYS);
    if (!(perSecond >= 0 && perSecond <= MOST_PER_SECOND)) {
      throw new IllegalArgumentException(
          "a load has 0 to " + MOST_PER_SECOND + " operations a second, not " + perSecond);
    }
  }

  /** The operations in percent. */
  public record Mix(int put, int get, int cas, int append) {
    public Mix {
      within("percent of puts", put, 0, 100);
      within("percent of gets", get, 0, 100);
      within("percent of cas", cas, 0, 100);
      within("percent of appends", append, 0, 100);
      if (put + get + cas + append != 100) {
        throw new IllegalArgumentException(
            "the mix of a load is 100 percent together, not " + (put + get + cas + append));
      }
    }
  }

  /** Whether a command is one that only clients of a load send. */
  public static boolean asks(Command command) {
    return command.op() == Command.Op.REGISTER || command.key().asString("").startsWith(KEYS);
  }

  private static void within(String what, int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "a load has " + least + " to " + most + " " + what + ", not " + number);
    }
  }
}
