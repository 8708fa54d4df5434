package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.StringReader;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@QuarkusTest
@WithTestResource(Backends.class)
class XmlTest {

  private static boolean loaded;

  /** Once; but before the first test the address of the service is not known. */
  @BeforeEach
  void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    Api.sample();
    Api.structure(
        """
        {'name':'WIDE','fields':[
          {'id':'w_tab','type':'tab'},
          {'id':'w_frame','type':'frame','parent':'w_tab'},
          {'id':'w_text','type':'text','title':true,'parent':'w_frame'},
          {'id':'w_html','type':'htmltext'},{'id':'w_int','type':'int'},
          {'id':'w_double','type':'double'},{'id':'w_money','type':'money'},
          {'id':'w_time','type':'time'},{'id':'w_moment','type':'timestamp'},
          {'id':'w_enum','type':'enum','enum':[{'key':'a'}]},
          {'id':'w_list','type':'text','multiple':true},
          {'id':'w_rows','type':'array'},
          {'id':'w_col','type':'int','parent':'w_rows'},
          {'id':'w_cols','type':'docid','multiple':true,'parent':'w_rows'}],
         'rights':{'guest':['view']}}
        """);
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldShowABillAsXmlThatFollowsItsSchema() throws Exception {
    Response xml = Api.guest().get(Api.ELEMENTS + "BILL_0040.xml");

    assertThat(xml.contentType()).startsWith("text/xml");
    Document bill = valid(xml, "DEVBILL");
    assertThat(bill.getDocumentElement().getTagName()).isEqualTo("devbill");
    assertThat(bill.getDocumentElement().getAttribute("title"))
        .isEqualTo("Bill 0040 BIGLIERI Mathys");
    assertThat(bill.getElementsByTagName("bill_clients").getLength()).isEqualTo(2);
    assertThat(bill.getElementsByTagName("bill_otherclients").getLength()).isEqualTo(2);
    assertThat(
            bill.getElementsByTagName("bill_author")
                .item(0)
                .getAttributes()
                .getNamedItem("name")
                .getNodeValue())
        .isEqualTo("DEV_BIGLIERI");
    assertThat(
            bill.getElementsByTagName("bill_billdate")
                .item(0)
                .getAttributes()
                .getNamedItem("xsi:nil"))
        .isNotNull();
    assertThat(xml.header("ETag")).isNotNull();
  }

  @Test
  void shouldShowAnyShapeOfValuesAsTheSchemaHasIt() throws Exception {
    int empty = Api.create("WIDE", Map.of());
    int full =
        Api.create(
            "WIDE",
            """
            {'document':{'attributes':{
              'w_text':{'value':'t'},'w_html':{'value':'<p>a &amp; b</p>'},'w_int':{'value':-3},
              'w_double':{'value':'1e20'},'w_money':{'value':12.5},'w_time':{'value':'7:05'},
              'w_moment':{'value':'2026-01-31 07:05:09'},'w_enum':{'value':'new'},
              'w_list':[{'value':'x'},{'value':'y'}],
              'w_col':[{'value':1},{'value':null}],
              'w_cols':[[{'value':'BILL_0039'},{'value':'BILL_0040'}],[]]}}}
            """);

    valid(Api.guest().get(Api.ELEMENTS + empty + ".xml"), "WIDE");
    Document shown = valid(Api.guest().get(Api.ELEMENTS + full + ".xml"), "WIDE");
    assertThat(shown.getElementsByTagName("w_rows").getLength()).isEqualTo(2);
    assertThat(shown.getElementsByTagName("w_time").item(0).getTextContent()).isEqualTo("07:05:00");
    assertThat(shown.getElementsByTagName("w_money").item(0).getTextContent()).isEqualTo("12.50");
  }

  @Test
  void shouldLeaveAFrameEmptyOfWhichNothingMayBeRead() throws Exception {
    Api.structure(
        """
        {'name':'BARE','fields':[
          {'id':'b_text','type':'text','title':true},
          {'id':'b_tab','type':'tab'},
          {'id':'b_frame','type':'frame','parent':'b_tab'},
          {'id':'b_hidden','type':'text','parent':'b_frame','access':{'guest':'None'}},
          {'id':'b_empty','type':'frame'},
          {'id':'b_rows','type':'array'}],
         'rights':{'guest':['view']}}
        """);
    int id = Api.create("BARE", Map.of("b_text", "t", "b_hidden", "h"));

    Document shown = valid(Api.guest().get(Api.ELEMENTS + id + ".xml"), "BARE");
    assertThat(shown.getElementsByTagName("b_frame").item(0).getTextContent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</w_text><w_text>forged",
        "]]>&<!--",
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
        "\u0001\u000b\ufffe\uffff",
        "\" onclick=\"x",
        "<script>alert(1)</script>"
      })
  void shouldKeepHostileTextInert(String hostile) throws Exception {
    int id = Api.create("WIDE", Map.of("w_text", hostile));

    Document shown = valid(Api.guest().get(Api.ELEMENTS + id + ".xml"), "WIDE");
    assertThat(shown.getElementsByTagName("w_text").getLength()).isEqualTo(1);
    assertThat(shown.getElementsByTagName("w_text").item(0).getTextContent())
        .isEqualTo(hostile.replaceAll("[\u0001\u000b\ufffe\uffff]", "\ufffd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<iframe src=\"//evil.example\"></iframe>",
        "<svg onload=alert(1)></svg>",
        "<p style=\"background:url(javascript:alert(1))\">x</p>",
        "<form action=\"//evil.example\"><input></form>",
        "<!-- <script> -->"
      })
  void shouldMakeHostileHtmlHarmless(String hostile) {
    int id = Api.create("WIDE", Map.of("w_html", "<p>kept</p>" + hostile));

    String kept = Api.guest().get(Api.ELEMENTS + id).path("data.document.attributes.w_html.value");
    assertThat(kept)
        .contains("<p>kept</p>")
        .doesNotContainIgnoringCase("<script", "onerror", "onload", "javascript:", "<iframe")
        .doesNotContainIgnoringCase("<svg", "style=", "<form", "<!--");
  }

  private static Document valid(Response xml, String structure) throws Exception {
    assertThat(xml.statusCode()).as(xml.asString()).isEqualTo(200);
    String schema = Api.guest().get(Api.STRUCTURES + structure + ".xsd").asString();
    Validator validator =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new StreamSource(new StringReader(schema)))
            .newValidator();
    validator.validate(new StreamSource(new StringReader(xml.asString())));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml.asString())));
  }
}
