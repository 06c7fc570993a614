package io.sightline.trace;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of files that every file system holds, each given once. */
public final class FileNames {
  private static final int MAX_LENGTH = 80;

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern EXTENSION = Pattern.compile("(?<=.)\\.[A-Za-z0-9]{1,5}\\z");

  /** In lower case, since some file systems take {@code A} and {@code a} for one name. */
  private final Set<String> taken = new HashSet<>();

  /** What follows the last slash of a path, a URL or any other text, without its extension. */
  static String ofSource(String source) {
    int slash = Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\'));
    String last = EXTENSION.matcher(source.substring(slash + 1)).replaceFirst("");
    return safe(last.isEmpty() ? source : last);
  }

  /** The name with {@code _} for each character that a file name may not hold. */
  public static String portable(String name) {
    return UNSAFE.matcher(name).replaceAll("_");
  }

  /** The portable name, cut off if it is too long. */
  static String safe(String name) {
    String safe = portable(name);
    safe = safe.substring(0, Math.min(safe.length(), MAX_LENGTH));
    return safe.isEmpty() ? "_" : safe;
  }

  /** A name that was not given before: a second one gets {@code -2} before the extension. */
  String unique(String name, String extension) {
    String safe = safe(name);
    String file = safe + extension;
    for (int i = 2; !taken.add(file.toLowerCase(Locale.ROOT)); i++) {
      file = safe + "-" + i + extension;
    }
    return file;
  }
}
