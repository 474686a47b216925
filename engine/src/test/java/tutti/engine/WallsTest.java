package tutti.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;

/** The few walls of the house. Where one stands in the way of a better plan, move it here and say why in docs/decisions. */
@AnalyzeClasses(packages = "tutti.engine", importOptions = DoNotIncludeTests.class)
class WallsTest {
    private static final Set<String> TELL_THE_TIME = Set.of("now", "currentTimeMillis", "nanoTime", "system");

    @ArchTest
    static final ArchRule folders_form_no_circle =
            slices().matching("tutti.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ids_and_clock_stand_at_the_bottom = noClasses()
            .that()
            .resideInAnyPackage("tutti.engine.id..", "tutti.engine.clock..")
            .should()
            .dependOnClassesThat(resideInAPackage("tutti.engine..")
                    .and(DescribedPredicate.not(
                            resideInAPackage("tutti.engine.id..").or(resideInAPackage("tutti.engine.clock..")))));

    @ArchTest
    static final ArchRule bounds_know_nobody = noClasses()
            .that()
            .resideInAPackage("tutti.engine.setting..")
            .should()
            .dependOnClassesThat(resideInAPackage("tutti.engine..")
                    .and(DescribedPredicate.not(resideInAPackage("tutti.engine.setting.."))));

    @ArchTest
    static final ArchRule sound_knows_ids_and_clock_and_no_room = noClasses()
            .that()
            .resideInAPackage("tutti.engine.audio..")
            .should()
            .dependOnClassesThat(resideInAPackage("tutti.engine..")
                    .and(DescribedPredicate.not(resideInAPackage("tutti.engine.id..")
                            .or(resideInAPackage("tutti.engine.clock.."))
                            .or(resideInAPackage("tutti.engine.setting.."))
                            .or(resideInAPackage("tutti.engine.audio..")))));

    @ArchTest
    static final ArchRule a_room_knows_no_channel_no_wire_and_nobody_above_it = noClasses()
            .that()
            .resideInAPackage("tutti.engine.room..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "tutti.engine",
                    "tutti.engine.channel..",
                    "tutti.engine.cluster..",
                    "tutti.engine.directory..",
                    "tutti.engine.journal..",
                    "tutti.gateway..",
                    "org.apache.pekko.http..",
                    "org.apache.pekko.stream..",
                    "java.net.http..",
                    "java.sql..",
                    "com.typesafe.config..");

    @ArchTest
    static final ArchRule a_rooms_values_and_arithmetic_know_no_actor = noClasses()
            .that()
            .resideInAnyPackage(
                    "tutti.engine.id..",
                    "tutti.engine.room.broadcast..",
                    "tutti.engine.room.chat..",
                    "tutti.engine.room.presence..",
                    "tutti.engine.room.timeline..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.pekko..");

    @ArchTest
    static final ArchRule a_rooms_folders_do_not_look_up_to_the_room = noClasses()
            .that()
            .resideInAnyPackage(
                    "tutti.engine.room.broadcast..",
                    "tutti.engine.room.chat..",
                    "tutti.engine.room.presence..",
                    "tutti.engine.room.timeline..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tutti.engine.room");

    @ArchTest
    static final ArchRule only_settings_read_configuration = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Settings")
            .and()
            .doNotHaveFullyQualifiedName("tutti.engine.Engine")
            .and()
            .doNotHaveFullyQualifiedName("tutti.engine.Foundation")
            .and()
            .doNotHaveFullyQualifiedName("tutti.engine.cluster.Kinship")
            .and()
            .doNotHaveFullyQualifiedName("tutti.engine.journal.JournalConfig")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..");

    @ArchTest
    static final ArchRule messages_are_records_enums_or_sealed_on = classes()
            .that(describe("are of a sealed type", WallsTest::isOfSealedType))
            .should()
            .beRecords()
            .orShould()
            .beEnums()
            .orShould()
            .beInterfaces();

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .that()
            .resideOutsideOfPackage("tutti.engine.clock..")
            .should()
            .callMethodWhere(describe("asks for the time of day", WallsTest::tellsTheTime));

    @ArchTest
    static final ArchRule nothing_is_synchronized =
            noMethods().should().haveModifier(SYNCHRONIZED).allowEmptyShould(true);

    private static boolean isOfSealedType(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .filter(above -> above.getPackageName().startsWith("tutti."))
                .anyMatch(above -> above.reflect().isSealed());
    }

    private static boolean tellsTheTime(JavaAccess<?> call) {
        Class<?> owner = call.getTargetOwner().reflect();
        return TELL_THE_TIME.contains(call.getTarget().getName())
                && Set.of(
                                Clock.class,
                                Date.class,
                                Instant.class,
                                LocalDateTime.class,
                                OffsetDateTime.class,
                                System.class,
                                ZonedDateTime.class)
                        .contains(owner);
    }
}
