package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.castellan.contracts.smartobject.ModuleState.Action;
import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretParameterTest {

  private static final String OLD = "{\"id\":\"pin\",\"type\":\"text\"}";

  @Test
  void shouldTakeAbsenceForNoSecret() throws JsonProcessingException {
    Parameter old = ContractFiles.JSON.readValue(OLD, Parameter.class);

    assertThat(old.confidential()).isFalse();
    assertThat(parameter(false)).isEqualTo(old);
    assertThat(ContractFiles.JSON.writeValueAsString(parameter(false))).isEqualTo(OLD);
  }

  @Test
  void shouldNameTheSecretsOfAnAction() throws JsonProcessingException {
    Parameter pin = parameter(true);
    assertThat(ContractFiles.JSON.readValue(OLD.replace("}", ",\"secret\":true}"), Parameter.class))
        .isEqualTo(pin);

    Parameter room = new Parameter("room", "text", null, null, null, null, null);
    Action unlock = new Action("unlock", "Unlock", null, false, false, List.of(pin, room));
    assertThat(unlock.secrets()).containsExactly("pin");
  }

  private static Parameter parameter(boolean secret) {
    return new Parameter("pin", "text", null, null, null, null, null, secret);
  }
}
