package io.raftarium.remote;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls.
 *
 * @param node its id, for a node; else 0
 * @param name of the client or the operator, as its certificate has it; for a node, its id
 */
public record Caller(Kind kind, int node, String name) {
  /** What a caller may do: a node talks to nodes, a client asks, an operator asks and steers. */
  public enum Kind {
    NODE,
    CLIENT,
    OPERATOR
  }

  private static final Pattern URI =
      Pattern.compile("raftarium://(?:node/([1-9][0-9]{0,9})|(client|operator)/([^/]{1,100}))");

  /** The kind of a subject alternative name that is a URI (RFC 5280, section 4.2.1.6). */
  private static final int URI_NAME = 6;

  /** Without certificates, on the loopback address: whoever may log in here may do everything. */
  static final Caller LOCAL = new Caller(Kind.OPERATOR, 0, "local");

  static Caller node(int id) {
    return new Caller(Kind.NODE, id, Integer.toString(id));
  }

  /** As a certificate says it; the same is what a certificate is made with. */
  String uri() {
    return switch (kind) {
      case NODE -> "raftarium://node/" + node;
      case CLIENT -> "raftarium://client/" + name;
      case OPERATOR -> "raftarium://operator/" + name;
    };
  }

  /** Who a certificate names; empty where it names nobody of ours, or several. */
  static Optional<Caller> of(X509Certificate certificate) {
    Collection<List<?>> names;
    try {
      names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
    List<Caller> callers =
        names.stream()
            .filter(name -> Integer.valueOf(URI_NAME).equals(name.getFirst()))
            .flatMap(name -> of(String.valueOf(name.getLast())).stream())
            .toList();
    return callers.size() == 1 ? Optional.of(callers.getFirst()) : Optional.empty();
  }

  private static Optional<Caller> of(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      long id = Long.parseLong(matcher.group(1));
      return id > Integer.MAX_VALUE ? Optional.empty() : Optional.of(node((int) id));
    }
    Kind kind = "client".equals(matcher.group(2)) ? Kind.CLIENT : Kind.OPERATOR;
    return Optional.of(new Caller(kind, 0, String.valueOf(matcher.group(3))));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NODE -> "node " + node;
      case CLIENT -> "client " + name;
      case OPERATOR -> "operator " + name;
    };
  }
}
