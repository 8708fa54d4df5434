package dev.castellan.web.failure;

import java.util.Locale;

/**
 * Every failure that has a name. The code a client sees is the constant in kebab case, {@code
 * SMARTOBJECT_NOT_FOUND} as {@code smartobject-not-found}, unless its API has another one for it.
 */
public enum ErrorCode {
  // --- any service ---
  BAD_REQUEST(400, "Bad request"),
  MALFORMED_JSON(400, "The body is not valid JSON"),
  BAD_PATH(400, "The path is not valid"),
  BAD_PARAMETER(400, "A query parameter is not valid"),
  TOKEN_MISSING(401, "A token is required"),
  TOKEN_INVALID(401, "The token is not valid"),
  TOKEN_EXPIRED(401, "The token has expired"),
  TOKEN_REVOKED(401, "The token has been revoked"),
  FORBIDDEN(403, "Your profile may not do this"),
  NOT_FOUND(404, "Not found"),
  ROUTE_NOT_FOUND(404, "No such path"),
  METHOD_NOT_ALLOWED(405, "This path does not have that method"),
  NOT_ACCEPTABLE(406, "None of the accepted media types can be produced"),
  REQUEST_TIMEOUT(408, "The request did not arrive in time"),
  CONFLICT(409, "The request conflicts with the present state"),
  REFERENCE_TAKEN(409, "The reference is already in use"),
  PRECONDITION_FAILED(412, "The resource has been edited since"),
  PAYLOAD_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
  INVALID(422, "The request is well-formed but invalid"),
  IDEMPOTENCY_KEY_INVALID(400, "The Idempotency-Key is not 1 to 255 printable characters"),
  IDEMPOTENCY_KEY_NOT_TAKEN(400, "Bulk and file bodies are not taken with an Idempotency-Key"),
  IDEMPOTENCY_KEY_IN_FLIGHT(409, "The first request with this Idempotency-Key has not ended yet"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL_ERROR(500, "Internal error"),
  TRANSFER_CODING_UNKNOWN(501, "No transfer coding but chunked is understood"),
  BAD_GATEWAY(502, "The service behind this path failed"),
  SERVICE_UNREACHABLE(502, "The service behind this path cannot be reached"),
  UNAVAILABLE(503, "Not available at the moment"),
  GATEWAY_TIMEOUT(504, "The service behind this path took too long"),

  // --- identity ---
  LOGIN_INVALID(401, "Login or password is wrong"),
  LOGIN_TAKEN(409, "The login is already in use"),
  USER_NOT_FOUND(404, "User not found"),
  PROFILE_NOT_FOUND(404, "Profile not found"),
  PROFILE_IN_USE(409, "The profile is in use"),
  BUILT_IN(409, "What is built in cannot be deleted"),
  AUTHORIZATION_NOT_FOUND(404, "Authorization not found"),
  AUTHORIZATION_UNKNOWN(422, "No such authorization"),
  AUTHORIZATION_FIXED(422, "This authorization can be neither granted nor taken away"),
  API_KEY_NOT_FOUND(404, "API key not found"),
  API_KEY_INVALID(401, "The API key is not valid"),
  USER_UNKNOWN(422, "No such user"),
  PASSWORD_LOGIN_OFF(403, "Logins with a password are not offered here"),

  // --- smartobject ---
  SMARTOBJECT_NOT_FOUND(404, "Smartobject not found"),
  SETTING_NOT_FOUND(404, "Setting not found"),
  MODULE_NOT_FOUND(404, "Module not found"),
  ACTION_NOT_FOUND(404, "Action not found"),
  ACTION_NOT_SAFE(422, "The action may change something and cannot be run from here"),
  ACTION_FAILED(502, "The device failed"),
  ACTION_TIMED_OUT(504, "The device did not answer in time"),
  ACTION_OUTCOME_UNKNOWN(502, "Nobody knows whether the action took effect"),
  EXECUTION_NOT_FOUND(404, "Execution not found"),
  PROFILE_UNKNOWN(422, "No such profile"),

  // --- process ---
  PROCESS_NOT_FOUND(404, "Process not found"),
  ESPACE_NOT_FOUND(404, "Espace not found"),
  ESPACE_IN_USE(409, "The espace is in use"),
  PROCESS_ACTION_NOT_FOUND(404, "Action not found in this process"),
  PROCESS_INPUT_NOT_FOUND(404, "Input not found in this process"),
  SOURCE_TYPE_UNSUPPORTED(422, "Only sources of type smartobject are supported"),
  PROCESS_EXECUTION_FAILED(502, "A step of the process failed"),
  PROCESS_EXECUTION_TIMED_OUT(504, "A step of the process took too long"),
  PROCESS_EXECUTION_CANCELLED(409, "The execution was cancelled"),

  // --- widget ---
  WIDGET_NOT_FOUND(404, "Widget not found"),
  WIDGET_CONTENT_NOT_FOUND(404, "Content not found in this widget"),
  WIDGET_SOURCE_NOT_FOUND(404, "Source not found in this widget"),

  // --- objecttype ---
  OBJECTTYPE_NOT_FOUND(404, "Object type not found"),
  OBJECTTYPE_IN_USE(409, "Properties of other object types point to objects of this one"),
  PROPERTY_NOT_FOUND(404, "Property not found in this object type"),
  PROPERTY_NAME_TAKEN(409, "The object type has a property of that name"),
  PROPERTY_HAS_VALUES(409, "The kind of a property cannot change once values exist"),
  VALUEMAP_NOT_FOUND(404, "Value map not found"),
  VALUEMAP_IN_USE(409, "The value map is in use"),
  VALUE_NOT_FOUND(404, "Value not found in this value map"),
  VALUE_IN_USE(409, "Objects have this value"),
  VALUE_TAKEN(409, "Another object has that value"),
  ACCESS_NOT_FOUND(404, "This profile has no rights of its own on the object type"),
  OBJECT_NOT_FOUND(404, "Object not found"),
  RELATION_NOT_FOUND(404, "The objects are not related"),

  // --- element: codes of that API stand as its clients know them ---
  ELEMENT_SLICE_INVALID(400, "The slice is not valid", "ROUTES0139"),
  ELEMENT_ORDER_DIRECTION_INVALID(400, "The direction of an order is asc or desc", "CRUD0501"),
  ELEMENT_ORDER_PROPERTY_UNKNOWN(400, "No such property to order by", "CRUD0506"),
  ELEMENT_NOT_FOUND(404, "Document not found", "ROUTES0100"),
  ELEMENT_VIEW_DENIED(403, "The element may not be viewed", "ROUTES0101"),
  ELEMENT_DELETED(404, "Document deleted", "ROUTES0102"),
  ELEMENT_SELECTOR_UNKNOWN(400, "No such selector of fields", "ROUTES0103"),
  ELEMENT_OF_ANOTHER_STRUCTURE(404, "The element is not of that structure", "ROUTES0104"),
  STRUCTURE_NOT_FOUND(404, "Structure not found", "ROUTES0105"),
  ELEMENT_ATTRIBUTES_MISSING(400, "The body has no document.attributes", "ROUTES0106"),
  ELEMENT_FIELD_REFUSED(500, "The value of a field is refused", "ROUTES0107"),
  ELEMENT_VALUE_MISSING(400, "A field has no value", "ROUTES0108"),
  ELEMENT_STORE_REFUSED(500, "The element cannot be stored", "ROUTES0109"),
  ELEMENT_DELETE_DENIED(403, "The element may not be deleted or restored", "ROUTES0110"),
  ELEMENT_DELETE_FAILED(400, "The element cannot be deleted", "ROUTES0111"),
  ELEMENT_NOT_IN_TRASH(404, "Document not in the trash", "ROUTES0112"),
  ELEMENT_TRASH_EDIT(400, "In the trash only the status can be set, to alive", "ROUTES0113"),
  ELEMENT_FILE_NOT_FOUND(404, "File not found", "ROUTES0116"),
  ELEMENT_IMAGE_SIZE_INVALID(400, "The image size is not valid", "ROUTES0117"),
  ELEMENT_NOT_AN_IMAGE(404, "The file is not an image", "ROUTES0201"),
  ELEMENT_ASSET_NOT_FOUND(404, "Image not found", "ROUTES0200"),
  ELEMENT_PARENT_NOT_FOUND(404, "Document not found", "CRUD0200"),
  ELEMENT_EDIT_DENIED(403, "Access denied", "CRUD0201"),
  ELEMENT_PROPERTY_UNKNOWN(400, "No such property", "CRUD0202"),
  STRUCTURE_NOT_EDITABLE_HERE(403, "A structure cannot be updated here", "CRUD0213"),
  ELEMENT_PARENT_DELETED(404, "Document deleted", "CRUD0219"),
  ELEMENT_LOCK_REFUSED(400, "The lock cannot be taken", "CRUD0231"),
  ELEMENT_UNLOCK_REFUSED(400, "The lock cannot be released", "CRUD0232"),
  ELEMENT_LOCK_IS_PERMANENT(400, "The lock is a permanent one", "CRUD0233"),
  ELEMENT_LOCK_IS_TEMPORARY(400, "The lock is a temporary one", "CRUD0234"),
  ELEMENT_UPLOAD_EMPTY(400, "No file was sent", "CRUD0302"),
  ENUMERATE_NOT_FOUND(404, "No such field", "CRUD0400"),
  ENUMERATE_DENIED(403, "The structure may not be viewed", "CRUD0401"),
  ENUMERATE_OF_NO_ENUM(400, "The field is no enumeration", "CRUD0402"),
  ENUMERATE_PARAMETER_INVALID(400, "A parameter of the enumeration is not valid", "CRUD0403"),
  ELEMENT_FIELD_UNKNOWN(400, "No such field", "CRUD0502"),
  ELEMENT_RESTORE_FAILED(500, "The element cannot be restored", "CRUD0505"),
  ELEMENT_FIELD_STRUCTURAL(400, "The field has no value", "CRUD0507"),
  ELEMENT_CREATE_DENIED(403, "Elements of this structure may not be created", "API0204"),
  ELEMENT_WRITE_UNKNOWN(400, "No such field to write", "DOC0115"),
  ELEMENT_WRITE_STRUCTURAL(400, "A frame or tab has no value to write", "DOC0117");

  private final int status;
  private final String title;
  private final String code;

  ErrorCode(int status, String title) {
    this(status, title, null);
  }

  ErrorCode(int status, String title, String code) {
    this.status = status;
    this.title = title;
    this.code = code == null ? name().toLowerCase(Locale.ROOT).replace('_', '-') : code;
  }

  /** HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** What it means, for people. */
  public String title() {
    return title;
  }

  /** Stable name, for programs. */
  public String code() {
    return code;
  }

  /** The failure that a stored code stands for; one that is not known any more is internal. */
  public static ErrorCode ofCode(String code) {
    for (ErrorCode each : values()) {
      if (each.code.equals(code)) {
        return each;
      }
    }
    return INTERNAL_ERROR;
  }

  /** The name for a status that the framework raised by itself. */
  public static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> TOKEN_INVALID;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 409 -> CONFLICT;
      case 412 -> PRECONDITION_FAILED;
      case 413 -> PAYLOAD_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 422 -> INVALID;
      case 429 -> TOO_MANY_REQUESTS;
      case 502 -> BAD_GATEWAY;
      case 503 -> UNAVAILABLE;
      case 504 -> GATEWAY_TIMEOUT;
      default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    };
  }
}
