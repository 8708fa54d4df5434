package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.web.failure.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementOrderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title:asc              | title asc, id desc",
        "title                  | title asc, id desc",
        "name:desc              | name desc, id desc",
        "title:asc,id:desc      | title asc, id desc",
        "id:asc                 | id asc",
        "' mdate : DESC , title' | mdate desc, title asc, id desc",
        "''                     | title asc, id desc"
      })
  void shouldRepeatTheOrderItApplies(String text, String described) {
    assertThat(ElementOrder.parse(text).describe()).isEqualTo(described);
  }

  @Test
  void shouldOrderByTitleUnlessAsked() {
    assertThat(ElementOrder.parse(null).describe()).isEqualTo("title asc, id desc");
  }

  @Test
  void shouldSortByWhereThePropertyIsKept() {
    assertThat(ElementOrder.parse("fromid:desc").sort().getColumns())
        .extracting("name")
        .containsExactly("structureId", "id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour:asc", ",title", "title,,id", "title; drop table element", ":asc"})
  void shouldRefuseAPropertyThatDoesNotExist(String text) {
    assertThatThrownBy(() -> ElementOrder.parse(text))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.code().code()).isEqualTo("CRUD0506"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"title:up", "title:", "title:asc:desc"})
  void shouldRefuseADirectionThatDoesNotExist(String text) {
    assertThatThrownBy(() -> ElementOrder.parse(text))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.code().code()).isEqualTo("CRUD0501"));
  }
}
