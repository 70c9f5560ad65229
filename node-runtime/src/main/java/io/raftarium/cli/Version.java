package io.raftarium.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version as its jar file tells it. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "raftarium-node " + (version == null ? "(not packaged)" : version),
      "Java " + Runtime.version()
    };
  }
}
