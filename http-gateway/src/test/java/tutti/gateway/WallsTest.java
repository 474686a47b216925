package tutti.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import tutti.engine.cluster.ClusterNode;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.ServerMessage;

/** The gateway's few walls. Where one stands in the way of a better plan, move it here and say why in docs/decisions. */
@AnalyzeClasses(packages = "tutti.gateway", importOptions = DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule folders_form_no_circle =
            slices().matching("tutti.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_wire_knows_no_socket_and_no_route = noClasses()
            .that()
            .resideInAPackage("tutti.gateway.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tutti.gateway.socket..", "tutti.gateway.route..", "org.apache.pekko.actor..");

    @ArchTest
    static final ArchRule the_engine_is_entered_by_its_door = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("tutti.engine.journal..", "tutti.engine.cluster..")
                    .and(not(equivalentTo(ClusterNode.class))));

    @ArchTest
    static final ArchRule only_settings_and_main_read_configuration = noClasses()
            .that()
            .haveNameNotMatching("tutti\\.gateway\\.(Main|GatewaySettings|limit\\.Limit)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..");

    @ArchTest
    static final ArchRule messages_are_records = classes()
            .that()
            .areAssignableTo(ClientMessage.class)
            .or()
            .areAssignableTo(ServerMessage.class)
            .should()
            .beRecords()
            .orShould()
            .beInterfaces();

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule nothing_is_synchronized =
            noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).allowEmptyShould(true);
}
