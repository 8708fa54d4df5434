package dev.castellan.gateway;

import dev.castellan.testing.Backends;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the gateway needs around it; the same for every test, so that it is started once. */
@WithTestResource(
    value = Backends.class,
    initArgs = @ResourceArg(name = "identity", value = "false"))
@WithTestResource(FakeServices.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface GatewayTest {}
