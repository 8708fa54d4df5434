package dev.castellan.web.list;

import static dev.castellan.web.list.ItemTable.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ItemTable.Heavy;
import dev.castellan.web.list.ItemTable.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {

  private static ItemTable table;

  @BeforeAll
  static void fill() {
    table = ItemTable.create("listed");
    table.run(
        "insert into listed select 1, i, 'n' || i % 10, null, null, null, null,"
            + " gen_random_uuid() from generate_series(1, 2501) i");
  }

  @Test
  void shouldHoldNoConnectionWhileElementsAreFinished() {
    AtomicBoolean held = new AtomicBoolean();
    List<Boolean> heldThen =
        table
            .lists
            .read(
                table.database(held),
                table.listing,
                Sql.ALL,
                asked("1", null, null, null),
                row -> row.getLong(1),
                ids -> List.of(held.get()))
            .items();
    assertThat(heldThen).containsExactly(false);
  }

  private static ListPage<Heavy> heavy(ListParameters asked) {
    return table.lists.read(
        table.database(), table.listing, Sql.ALL, asked, row -> new Heavy(row.getLong(1)));
  }

  @Test
  void shouldCutAPageOfLargeElementsAndGoOnBehindIt() {
    ListPage<Heavy> first = heavy(asked("500", null, null, null));
    assertThat(first.items()).extracting(Heavy::id).hasSize(10).startsWith(1L).endsWith(10L);
    ListPage<Heavy> next = heavy(asked("500", first.cursor(), null, null));
    assertThat(next.items()).extracting(Heavy::id).hasSize(10).startsWith(11L);
    assertThat(heavy(asked("500", null, null, "id<=10")).cursor()).isNull();
  }

  @Test
  void shouldAskForALimitWhenAllOfThemAreTooLarge() {
    assertThat(heavy(asked(null, null, null, "id<=10")).items()).hasSize(10);
    assertBad(() -> heavy(asked(null, null, null, "id<=11")), "limit is needed: the list is too");
  }

  @Test
  void shouldGivePartsOfLargeElementsThatFit() {
    Iterator<List<Heavy>> parts =
        table.lists.parts(
            table.database(),
            table.listing,
            Sql.ALL,
            asked(null, null, null, "id<=25"),
            row -> new Heavy(row.getLong(1)));
    List<Integer> sizes = new ArrayList<>();
    parts.forEachRemaining(each -> sizes.add(each.size()));
    assertThat(sizes).containsExactly(10, 10, 5);
  }

  @Test
  void shouldAskForALimitBeyondTheCap() {
    assertBad(() -> table.page(asked(null, null, null, null)), "limit is needed: there are more");
  }

  @Test
  void shouldAnswerTheWholeListUpToTheCapInOrder() {
    assertThat(table.page(asked(null, null, "-id", "id>1")).items())
        .isEqualTo(LongStream.range(0, 2_500).mapToObj(i -> 2_501 - i).toList());
  }

  @Test
  void shouldGiveTheWholeListInPartsBeyondTheCap() {
    Iterator<List<Long>> parts = table.parts(asked(null, null, "-id", null));
    List<Long> all = new ArrayList<>();
    while (parts.hasNext()) {
      assertThat(parts.hasNext()).as("asked twice").isTrue();
      all.addAll(parts.next());
    }
    assertThat(all).isEqualTo(LongStream.range(0, 2_501).mapToObj(i -> 2_501 - i).toList());
    assertThat(table.parts(asked(null, null, null, "id<=1000")).next()).hasSize(1_000);
    assertThat(table.parts(asked(null, null, null, "id<0")).hasNext()).isFalse();
    assertBad(() -> table.parts(asked(null, null, "nothing", null)), "sort names an unknown");
    assertBad(() -> table.parts(asked("1", null, null, null)), "limit is not for");
    assertBad(() -> table.parts(asked(null, "x", null, null)), "cursor is not for");
    ListParameters counted = asked(null, null, null, null);
    counted.count = "true";
    assertBad(() -> table.parts(counted), "count is not for");
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2024-02-29, 2024-02-29",
    "MINUTE, 2024-02-29 10:05, 2024-02-29 10:05",
    "MINUTE, 2024-02-29T10:05:59, 2024-02-29 10:05"
  })
  void shouldReadDaysAndMinutesInTheFormThatIsStored(FieldType type, String text, String value) {
    assertThat(type.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2023-02-29",
    "DATE, +12024-01-01",
    "DATE, x",
    "MINUTE, 2024-01-01",
    "MINUTE, 10:00"
  })
  void shouldRefuseWhatIsNoDayOrMinute(FieldType type, String text) {
    assertThatThrownBy(() -> type.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldGoOnBehindACursorWithoutALimit() {
    String cursor = table.page(asked("1", null, null, null)).cursor();
    ListPage<Long> next = table.page(asked(null, cursor, null, null));
    assertThat(next.items()).hasSize(1_000).startsWith(2L);
  }

  @Test
  void shouldEndWithoutACursorWhenThePageIsFullByChance() {
    ListPage<Long> page = table.page(asked("10", null, null, "id<=10"));
    assertThat(page.items()).hasSize(10);
    assertThat(page.cursor()).isNull();
  }

  @Test
  void shouldCountOnlyWhenAskedTo() {
    ListParameters asked = asked("3", null, null, "name==n1");
    assertThat(table.page(asked).total()).isNull();
    asked.count = "true";
    assertThat(table.page(asked).total()).isEqualTo(251);
    asked.count = "maybe";
    assertBad(() -> table.page(asked), "count must be true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "1e3", "", " 1", "99999999999999", "x"})
  void shouldRefuseALimitThatIsNone(String limit) {
    assertBad(() -> table.page(asked(limit, null, null, null)), "limit must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | sort names an unknown field: nothing",
        "-secret | sort names an unknown field: -secret",
        "id,,name | sort names an unknown field: ",
        "--id | sort names an unknown field: --id",
        "name,-name | sort names name twice",
        "name,note,size,lit,at | sort must name at most 4 fields",
        "id;drop | sort names an unknown field: id;drop"
      })
  void shouldNameWhatIsWrongWithASort(String sort, String message) {
    assertBad(() -> table.page(asked("1", null, sort, null)), message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing==1 | filter names an unknown field: nothing",
        "secret==1 | filter names an unknown field: secret",
        "id==x | filter compares id with what is no value of it: it must be a whole number",
        "id==9223372036854775808 | it must be a whole number",
        "size==1e99999999 | it must be a number",
        "lit==perhaps | it must be true or false",
        "code==1-1-1-1-1 | it must be a UUID",
        "at==yesterday | it must be a time such as",
        "at=gt=+999999-01-01T00:00:00Z | it must be a time such as",
        "name=isnull=7 | it must be true or false",
        "name=like=x | filter has an unknown operator: =like=",
        "name==(a,b) | filter gives several values to an operator that takes one",
        "name==a;;id==1 | filter is not RSQL at line 1, column 9",
        "name=='a | filter is not RSQL at line 1, column"
      })
  void shouldSayWhereAFilterIsWrong(String filter, String message) {
    assertBad(() -> table.ids(filter), message.strip());
  }

  @Test
  void shouldBoundWhatAFilterCosts() {
    String deep = "(id==1;(id==2,".repeat(6) + "id==3" + "))".repeat(6);
    assertBad(() -> table.ids(deep), "filter must not be nested deeper than 10");
    assertBad(() -> table.ids("id==1" + ",id==1".repeat(50)), "at most 50 comparisons");
    assertBad(() -> table.ids("id=in=(1" + ",1".repeat(100) + ")"), "at most 100 values for id");
    assertBad(() -> table.ids("name=='" + "x".repeat(2_000) + "'"), "at most 2000 characters");
    assertBad(() -> table.ids("(".repeat(1_990)), "filter must not be nested deeper than 10");
    assertThat(table.ids("name=='" + "(".repeat(50) + "\\'('")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "é"})
  void shouldRefuseACursorThatWasNotGivenOut(String cursor) {
    assertBad(() -> table.page(asked("1", cursor, null, null)), "cursor ");
    assertBad(() -> table.page(asked("1", "A".repeat(5_000), null, null)), "cursor must have");
  }

  @Test
  void shouldRefuseACursorOfAnotherListSortOrFilter() {
    String cursor = table.page(asked("1", null, "name", "id>1")).cursor();
    assertThat(table.page(asked("1", cursor, "name", "id>1")).items()).containsExactly(20L);
    String refusal = "cursor was not given out for this list with this sort and filter";
    assertBad(() -> table.page(asked("1", cursor, "-name", "id>1")), refusal);
    assertBad(() -> table.page(asked("1", cursor, "id", "id>1")), refusal);
    assertBad(() -> table.page(asked("1", cursor, "name", "id>2")), refusal);
    assertBad(() -> table.page(asked("1", cursor, "name", null)), refusal);
    Sql elsewhere = Sql.of("i.tenant = ?", 2);
    assertBad(
        () ->
            table.lists.read(
                table.database(),
                table.listing,
                elsewhere,
                asked("1", cursor, "name", "id>1"),
                row -> row.getLong(1)),
        refusal);
  }

  @Test
  void shouldKeepTheMembersAskedForAndTheId() {
    ListParameters asked = asked("1", null, null, null);
    asked.fields = "name, note";
    List<Item> items =
        table
            .lists
            .read(
                table.database(),
                table.listing,
                Sql.ALL,
                asked,
                row ->
                    new Item(
                        row.getLong(1), row.getString(2), null, null, null, null, new UUID(0, 1)))
            .items();
    JsonNode json = new ObjectMapper().valueToTree(items);
    assertThat(json).hasToString("[{\"id\":1,\"name\":\"n1\",\"note\":null}]");
    asked.fields = "name,nothing";
    assertBad(() -> table.page(asked), "fields names an unknown field: nothing");
  }

  @Test
  void shouldSayThatANullWasNotDeclared() {
    Listing wrong =
        Listing.of(
            Item.class,
            "i.id",
            "listed i",
            "id",
            ListField.integer("id", "i.id"),
            ListField.text("note", "i.note"));
    assertThatThrownBy(
            () ->
                table.lists.read(
                    table.database(),
                    wrong,
                    Sql.ALL,
                    asked("1", null, "note", null),
                    row -> row.getLong(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("note must be declared orNull");
  }

  private static void assertBad(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
              assertThat(failure.getMessage()).contains(message);
            });
  }
}
