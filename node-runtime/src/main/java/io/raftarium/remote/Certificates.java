package io.raftarium.remote;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.raftarium.site.SiteException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of one folder, by which nodes, clients and the operator know each other: {@code
 * ca.pem}, and for each name {@code NAME.pem} with its {@code NAME.key}.
 */
record Certificates(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  static final String AUTHORITY = "ca";

  /** The files of a node. */
  static String ofNode(int id) {
    return "node-" + id;
  }

  /** The name by which a node's certificate is good for being called, wherever it runs. */
  static String hostOf(int id) {
    return "node-" + id + ".raftarium";
  }

  /** For a node that is called. */
  SslContext server(int id) throws SiteException {
    String name = ofNode(id);
    try {
      return GrpcSslContexts.configure(
              SslContextBuilder.forServer(file(name + ".pem"), file(name + ".key")))
          .trustManager(trust())
          // Who shows none is told so, and the log tells of it.
          .clientAuth(ClientAuth.OPTIONAL)
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw unusable(name, e);
    }
  }

  /** For whoever calls. */
  SslContext client(String name) throws SiteException {
    try {
      return GrpcSslContexts.forClient()
          .keyManager(file(name + ".pem"), file(name + ".key"))
          .trustManager(trust())
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw unusable(name, e);
    }
  }

  private SiteException unusable(String name, Exception e) {
    return new SiteException(
        "The certificate "
            + folder.resolve(name + ".pem")
            + " or its key cannot be used: "
            + e.getMessage()
            + ".");
  }

  private java.io.File file(String name) throws SiteException {
    Path file = folder.resolve(name);
    if (!Files.isReadable(file)) {
      throw new SiteException(
          "There is no file " + file + " that can be read. Make it with: raftarium-node certs");
    }
    return file.toFile();
  }

  /** What the authority of the folder has signed; who is refused is told in the log. */
  private TrustManager trust() throws SiteException {
    Path file = folder.resolve(AUTHORITY + ".pem");
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager trust) {
          return new Telling(trust);
        }
      }
      throw new SiteException("This Java has no trust manager for certificates.");
    } catch (NoSuchFileException e) {
      throw new SiteException("There is no file " + file + ". Make it with: raftarium-node certs");
    } catch (IOException | GeneralSecurityException e) {
      throw new SiteException(
          "The certificates in " + file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  /** Says in the log whom it does not trust, and why. */
  private static final class Telling extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;

    Telling(X509ExtendedTrustManager trust) {
      this.trust = trust;
    }

    @FunctionalInterface
    private interface Check {
      void run() throws CertificateException;
    }

    private static void tell(X509Certificate[] chain, Check check) throws CertificateException {
      try {
        check.run();
      } catch (CertificateException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
          cause = cause.getCause();
        }
        LOG.warn(
            "Refused a certificate of {}: {}",
            chain.length == 0
                ? "nobody"
                : Caller.of(chain[0]).map(Caller::toString).orElse("a stranger"),
            cause.getMessage());
        throw e;
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      tell(chain, () -> trust.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      tell(chain, () -> trust.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      tell(chain, () -> trust.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      tell(chain, () -> trust.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      tell(chain, () -> trust.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      tell(chain, () -> trust.checkServerTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trust.getAcceptedIssuers();
    }
  }
}
