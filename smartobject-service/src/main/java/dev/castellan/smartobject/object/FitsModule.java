package dev.castellan.smartobject.object;

import dev.castellan.smartobject.module.Module;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.web.failure.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;

/**
 * The module is installed, and the settings are what it demands: checked with the rest of the body,
 * so that one answer lists every broken field.
 */
@Constraint(validatedBy = FitsModule.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface FitsModule {

  String message() default "does not fit the module";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks the catalogue. */
  @ApplicationScoped
  class Check implements ConstraintValidator<FitsModule, SmartobjectRequest> {

    private final ModuleCatalogue modules;
    private final SettingRules rules;

    Check(ModuleCatalogue modules, SettingRules rules) {
      this.modules = modules;
      this.rules = rules;
    }

    @Override
    public boolean isValid(SmartobjectRequest request, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      Optional<Module> module = Optional.ofNullable(request.module()).flatMap(modules::installed);
      List<FieldError> errors =
          rules.check(
              module.map(Module::manifest).orElseGet(() -> SettingRules.unknown(request.module())),
              request.settings().values());
      errors.forEach(each -> add(context, each.field(), each.message()));
      if (module.isEmpty() && request.module() != null && !request.module().isBlank()) {
        add(context, "module", "is not an installed module");
        return false;
      }
      return errors.isEmpty();
    }

    private static void add(ConstraintValidatorContext context, String field, String message) {
      context
          .buildConstraintViolationWithTemplate(message)
          .addPropertyNode(field)
          .addConstraintViolation();
    }
  }
}
