package dev.upkeep.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// `upkeep` without a verb: says what there is.
@Command(
        name = "upkeep",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "Backs up a live application, proves the backup by restoring it, and brings it back.%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Start here:",
            "  upkeep demo                         see it happen on a private PostgreSQL",
            "  upkeep init /srv/vms                look at an application's folder, and write its upkeep.yml",
            "  upkeep doctor                       examine what upkeep.yml in this folder describes",
            "  upkeep backup && upkeep verify      one recovery point, proven row by row",
            "",
            "Exit codes: 0 done, 1 failed and taken back, 2 wrong words or configuration, 3 something is damaged,",
            "  4 refused by a guard or a clash, 5 something needed is missing or out of reach, 6 stuck, 70 a bug."
        })
final class RootCommand implements Runnable {

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "what shall upkeep do? Name a verb");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"upkeep " + UpkeepVersion.VALUE};
        }
    }
}
