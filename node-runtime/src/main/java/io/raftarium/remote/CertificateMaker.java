package io.raftarium.remote;

import io.raftarium.server.PrivateFile;
import io.raftarium.site.SiteException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes an authority for one cluster and signs certificates with it: enough for a laboratory, and a
 * pattern for whoever has an authority of their own. Keys are of curve P-256 and only their owner
 * may read them.
 */
public final class CertificateMaker {
  private static final Duration A_LITTLE = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 120;

  private final Path folder;
  private final Duration validity;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes them in a folder, which is created.
   *
   * @param validity from now on
   */
  public CertificateMaker(Path folder, Duration validity, Clock clock) {
    this.folder = folder;
    this.validity = validity;
    this.clock = clock;
  }

  /** For a node. */
  public boolean node(int id) throws SiteException {
    return make(Certificates.ofNode(id), Caller.node(id));
  }

  /** For a client, in files of its name. */
  public boolean client(String name) throws SiteException {
    return make(name, new Caller(Caller.Kind.CLIENT, 0, name));
  }

  /** For whoever runs the cluster, in files of their name. */
  public boolean operator(String name) throws SiteException {
    return make(name, new Caller(Caller.Kind.OPERATOR, 0, name));
  }

  /** One that is there stays; returns whether it is new. */
  private boolean make(String name, Caller caller) throws SiteException {
    Path file = folder.resolve(name + ".pem");
    try {
      if (Files.exists(file)) {
        return false;
      }
      PrivateFile.createFolder(folder);
      Signer authority = authority();
      KeyPair keys = keys();
      X509v3CertificateBuilder builder =
          begin(authority.certificate.getSubjectX500Principal(), caller.toString(), keys);
      List<GeneralName> names = new ArrayList<>();
      names.add(new GeneralName(GeneralName.uniformResourceIdentifier, caller.uri()));
      List<KeyPurposeId> purposes = new ArrayList<>();
      purposes.add(KeyPurposeId.id_kp_clientAuth);
      if (caller.kind() == Caller.Kind.NODE) {
        names.add(new GeneralName(GeneralName.dNSName, Certificates.hostOf(caller.node())));
        purposes.add(KeyPurposeId.id_kp_serverAuth);
      }
      builder
          .addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(names.toArray(GeneralName[]::new)))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)))
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      write(name, sign(builder, authority.key), keys.getPrivate());
      return true;
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new SiteException(
          "The certificate " + file + " cannot be made: " + e.getMessage() + ".");
    }
  }

  private record Signer(X509Certificate certificate, PrivateKey key) {}

  /** That of the folder, or a new one. */
  private Signer authority()
      throws IOException, GeneralSecurityException, OperatorCreationException {
    Path certificate = folder.resolve(Certificates.AUTHORITY + ".pem");
    Path key = folder.resolve(Certificates.AUTHORITY + ".key");
    if (Files.exists(certificate)) {
      try (var in = Files.newInputStream(certificate);
          Reader reader = Files.newBufferedReader(key);
          PEMParser parser = new PEMParser(reader)) {
        if (parser.readObject() instanceof PrivateKeyInfo info
            && CertificateFactory.getInstance("X.509").generateCertificate(in)
                instanceof X509Certificate known) {
          return new Signer(known, new JcaPEMKeyConverter().getPrivateKey(info));
        }
        throw new IOException(key + " holds no private key");
      }
    }
    KeyPair keys = keys();
    String name = "Raftarium " + folder.toAbsolutePath().getFileName();
    X509v3CertificateBuilder builder = begin(new X500Principal("CN=" + quoted(name)), name, keys);
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    X509Certificate made = sign(builder, keys.getPrivate());
    write(Certificates.AUTHORITY, made, keys.getPrivate());
    return new Signer(made, keys.getPrivate());
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509v3CertificateBuilder begin(X500Principal issuer, String subject, KeyPair keys) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random),
        Date.from(now.minus(A_LITTLE)),
        Date.from(now.plus(validity)),
        new X500Principal("CN=" + quoted(subject)),
        keys.getPublic());
  }

  /** A name as RFC 2253 has it. */
  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private void write(String name, X509Certificate certificate, PrivateKey key) throws IOException {
    PrivateFile.write(folder.resolve(name + ".key"), pem(new JcaPKCS8Generator(key, null)));
    Files.writeString(folder.resolve(name + ".pem"), pem(certificate));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
