package io.sightline.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.sightline.examples.cli.Sightline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.Buffer;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the design that neither Maven nor the module system holds. The classes are those of
 * all modules as this one sees them, without tests; the exported packages are read from the module
 * descriptors.
 */
class ArchitectureTest {
  private static final int MAX_CLASSES_OF_A_PACKAGE = 16;

  private static final String[] CORE = {
    "io.sightline",
    "io.sightline.tensor",
    "io.sightline.image",
    "io.sightline.model",
    "io.sightline.error",
    "io.sightline.internal",
    "io.sightline.internal.image",
    "io.sightline.trace",
    "io.sightline.batch",
    "io.sightline.observe",
    "io.sightline.metrics",
    "io.sightline.internal.batch",
    "io.sightline.internal.observe"
  };
  private static final String[] PREPROCESS = {"io.sightline.preprocess.."};
  private static final String[] POSTPROCESS = {"io.sightline.postprocess.."};
  private static final String[] DETECTION = {"io.sightline.detection.."};
  private static final String[] TENSORFLOW = {"io.sightline.tensorflow.."};
  private static final String[] KERAS = {"io.sightline.keras.."};
  private static final String EXAMPLES = "io.sightline.examples..";
  private static final String TRAINER = "io.sightline.examples.shapes..";
  private static final String CUSTOM_LAYERS = "io.sightline.examples.keras..";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ArchitectureTest::isNoTestJar)
          .importPackages("io.sightline");
  private static final JavaClasses PUBLISHED = ALL.that(not(resideInAPackage(EXAMPLES)));

  private static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new ByPackage())
          .should()
          .beFreeOfCycles()
          .because("a package that needs what needs it can be neither understood nor moved alone");

  private static final ArchRule TENSORFLOW_IS_NAMED_IN_ITS_MODULES =
      noClasses()
          .that()
          .resideOutsideOfPackages(TENSORFLOW[0], KERAS[0], TRAINER, CUSTOM_LAYERS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..")
          .because("native memory must not escape the session: its modules alone can leak it");

  private static final ArchRule AWT_IS_NAMED_IN_PREPROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackages(PREPROCESS[0], EXAMPLES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..")
          .because("the other modules run without java.desktop");

  private static final ArchRule CORE_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.sightline..").and(not(resideInAnyPackage(CORE))))
          .because("core knows nothing below it");

  private static final ArchRule PREPROCESS_NEEDS_CORE_ALONE = needsCoreAlone(PREPROCESS);
  private static final ArchRule POSTPROCESS_NEEDS_CORE_ALONE = needsCoreAlone(POSTPROCESS);
  private static final ArchRule TENSORFLOW_NEEDS_CORE_ALONE = needsCoreAlone(TENSORFLOW);
  private static final ArchRule DETECTION_NEEDS_CORE_AND_POSTPROCESS =
      needsCoreAnd(POSTPROCESS[0], DETECTION[0]);
  private static final ArchRule KERAS_NEEDS_CORE_AND_TENSORFLOW =
      needsCoreAnd(TENSORFLOW[0], KERAS[0]);

  private static final ArchRule PACKAGES_ARE_NULL_MARKED =
      all(packages())
          .should(beAnnotatedWith(NullMarked.class))
          .because("the null checker skips a package without the marker, silently");

  private static final ArchRule PACKAGES_CHECK_RETURN_VALUES =
      all(packages())
          .should(beAnnotatedWith(CheckReturnValue.class))
          .because("the forgotten result of an immutable operation is a compile-time error");

  private static final ArchRule NO_STANDARD_STREAMS =
      noClasses()
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("standard streams belong to the application; a library logs through SLF4J");

  private static final ArchRule NO_JAVA_UTIL_LOGGING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("a library logs through SLF4J");

  private static final ArchRule PACKAGES_ARE_SMALL =
      all(packages())
          .should(haveAtMost(MAX_CLASSES_OF_A_PACKAGE))
          .because("a reader must be able to hold a package in mind");

  private static final ArchRule PUBLIC_FIELDS_ARE_CONSTANTS =
      fields()
          .that(areVisibleIn(exported()))
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(array())
          .andShould()
          .notHaveRawType(assignableTo(Collection.class))
          .andShould()
          .notHaveRawType(assignableTo(Map.class))
          .andShould()
          .notHaveRawType(assignableTo(Buffer.class))
          .because("what anyone can change, no class can promise");

  @Test
  void imports_areTheClassesOfEveryModule() {
    assertThat(modules().keySet())
        .containsExactly(
            "io.sightline",
            "io.sightline.core",
            "io.sightline.detection",
            "io.sightline.keras",
            "io.sightline.postprocess",
            "io.sightline.preprocess",
            "io.sightline.tensorflow");
    assertThat(names(PUBLISHED))
        .contains(
            "io.sightline.Predictor",
            "io.sightline.error.PredictionException",
            "io.sightline.image.ImageSource",
            "io.sightline.internal.FileKind",
            "io.sightline.model.ModelSession",
            "io.sightline.tensor.TensorValue",
            "io.sightline.preprocess.decode.jpeg.JpegDecoder",
            "io.sightline.postprocess.labels.Labels",
            "io.sightline.tensorflow.session.TensorFlowSession")
        .noneMatch(name -> name.startsWith("io.sightline.examples."));
    assertThat(names(ALL))
        .contains(Sightline.class.getName(), "io.sightline.examples.shapes.TrainShapes")
        .noneMatch(name -> name.endsWith("Test") || name.startsWith("io.sightline.testing."));
    assertThat(exported())
        .contains("io.sightline", "io.sightline.preprocess", "io.sightline.detection.nms");
  }

  @Test
  void everyPackage_isKnownToARule() {
    assertThat(PUBLISHED.that(not(resideInAnyPackage(CORE))))
        .allSatisfy(
            type ->
                assertThat(type)
                    .matches(
                        resideInAnyPackage(
                            PREPROCESS[0], POSTPROCESS[0], DETECTION[0], TENSORFLOW[0], KERAS[0]),
                        "resides in a module that the rules name"));
  }

  @Test
  void rules_broken_areReported() {
    JavaClasses examples = ALL.that(resideInAPackage(EXAMPLES));

    assertThat(NO_STANDARD_STREAMS.evaluate(examples).hasViolation()).isTrue();
    assertThat(needsCoreAlone(EXAMPLES).evaluate(examples).hasViolation()).isTrue();
    assertThat(dependents("org.tensorflow.."))
        .isNotEmpty()
        .as("what the rule allows is there, so its absence elsewhere would be seen")
        .anyMatch(name -> name.startsWith("io.sightline.tensorflow."))
        .anyMatch(name -> name.startsWith("io.sightline.examples.shapes."));
    assertThat(dependents("java.awt..")).anyMatch(name -> name.startsWith("io.sightline.pre"));
    assertThat(all(packages()).should(haveAtMost(1)).evaluate(PUBLISHED).hasViolation()).isTrue();
    assertThat(
            all(packages())
                .should(beAnnotatedWith(Deprecated.class))
                .evaluate(PUBLISHED)
                .getFailureReport()
                .getDetails())
        .hasSameSizeAs(packages().transform(PUBLISHED));
  }

  @Test
  void packages_published_areFreeOfCycles() {
    NO_CYCLES.check(PUBLISHED);
  }

  @Test
  void packages_examples_areFreeOfCycles() {
    NO_CYCLES.check(ALL.that(resideInAPackage(EXAMPLES)));
  }

  @Test
  void tensorflow_isNamedInItsModulesAndTheTrainerAlone() {
    TENSORFLOW_IS_NAMED_IN_ITS_MODULES.check(ALL);
  }

  @Test
  void awt_isNamedInPreprocessAndExamplesAlone() {
    AWT_IS_NAMED_IN_PREPROCESS.check(ALL);
  }

  @Test
  void core_dependsOnNoOtherModule() {
    CORE_STANDS_ALONE.check(ALL);
  }

  @Test
  void preprocess_dependsOnCoreAlone() {
    PREPROCESS_NEEDS_CORE_ALONE.check(ALL);
  }

  @Test
  void postprocess_dependsOnCoreAlone() {
    POSTPROCESS_NEEDS_CORE_ALONE.check(ALL);
  }

  @Test
  void detection_dependsOnCoreAndPostprocessAlone() {
    DETECTION_NEEDS_CORE_AND_POSTPROCESS.check(ALL);
  }

  @Test
  void keras_dependsOnCoreAndTensorflowAlone() {
    KERAS_NEEDS_CORE_AND_TENSORFLOW.check(ALL);
  }

  @Test
  void tensorflow_dependsOnCoreAlone() {
    TENSORFLOW_NEEDS_CORE_ALONE.check(ALL);
  }

  @Test
  void packages_areNullMarked() {
    PACKAGES_ARE_NULL_MARKED.check(ALL);
  }

  @Test
  void packages_checkReturnValues() {
    PACKAGES_CHECK_RETURN_VALUES.check(ALL);
  }

  @Test
  void published_usesNoStandardStreams() {
    NO_STANDARD_STREAMS.check(PUBLISHED);
  }

  @Test
  void published_usesNoJavaUtilLogging() {
    NO_JAVA_UTIL_LOGGING.check(PUBLISHED);
  }

  @Test
  void packages_areSmall() {
    PACKAGES_ARE_SMALL.check(ALL);
  }

  @Test
  void fields_public_areImmutable() {
    PUBLIC_FIELDS_ARE_CONSTANTS.check(PUBLISHED);
  }

  private static boolean isNoTestJar(Location location) {
    return !location.contains("-tests.jar");
  }

  private static ArchRule needsCoreAlone(String... module) {
    return needsCoreAnd(module);
  }

  /** The last of the modules needs core and those before it. */
  private static ArchRule needsCoreAnd(String... modules) {
    return classes()
        .that()
        .resideInAPackage(modules[modules.length - 1])
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.sightline.."))
                .or(resideInAnyPackage(CORE))
                .or(resideInAnyPackage(modules)))
        .because("a module can be had without the others");
  }

  private static List<String> names(JavaClasses types) {
    return types.stream().map(JavaClass::getName).toList();
  }

  private static List<String> dependents(String target) {
    return ALL.stream()
        .filter(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(
                        dependency -> resideInAPackage(target).test(dependency.getTargetClass())))
        .map(JavaClass::getName)
        .toList();
  }

  private static DescribedPredicate<JavaField> areVisibleIn(String... packages) {
    return DescribedPredicate.describe(
        "are public or protected in exported packages",
        field ->
            (field.getModifiers().contains(JavaModifier.PUBLIC)
                    || field.getModifiers().contains(JavaModifier.PROTECTED))
                && resideInAnyPackage(packages).test(field.getOwner()));
  }

  private static DescribedPredicate<JavaClass> array() {
    return DescribedPredicate.describe("an array", JavaClass::isArray);
  }

  /** The packages that hold classes. */
  private static ClassesTransformer<JavaPackage> packages() {
    return new AbstractClassesTransformer<>("packages") {
      @Override
      public Iterable<JavaPackage> doTransform(JavaClasses types) {
        return types.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
      }
    };
  }

  private static ArchCondition<JavaPackage> beAnnotatedWith(Class<? extends Annotation> marker) {
    return new ArchCondition<>("have a package-info with @" + marker.getSimpleName()) {
      @Override
      public void check(JavaPackage item, ConditionEvents events) {
        boolean marked =
            item.tryGetPackageInfo().map(info -> info.isAnnotatedWith(marker)).orElse(false);
        events.add(new SimpleConditionEvent(item, marked, item.getName() + " has " + marked));
      }
    };
  }

  private static ArchCondition<JavaPackage> haveAtMost(int count) {
    return new ArchCondition<>("have at most " + count + " top-level classes") {
      @Override
      public void check(JavaPackage item, ConditionEvents events) {
        List<String> found =
            item.getClasses().stream()
                .filter(type -> type.isTopLevelClass() && !type.isArray())
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .sorted()
                .toList();
        events.add(
            new SimpleConditionEvent(
                item,
                found.size() <= count,
                "%s has %d: %s".formatted(item.getName(), found.size(), found)));
      }
    };
  }

  /** The packages that are exported to all. */
  private static String[] exported() {
    return modules().values().stream()
        .flatMap(module -> module.exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .sorted()
        .toArray(String[]::new);
  }

  /** The published modules, by name, as their descriptors on the class path say. */
  private static Map<String, ModuleDescriptor> modules() {
    Map<String, ModuleDescriptor> modules = new TreeMap<>();
    try {
      ClassLoader loader = ArchitectureTest.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources("module-info.class"))) {
        try (InputStream stream = url.openStream()) {
          ModuleDescriptor module = ModuleDescriptor.read(stream);
          if (module.name().startsWith("io.sightline")) {
            modules.put(module.name(), module);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return modules;
  }

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
