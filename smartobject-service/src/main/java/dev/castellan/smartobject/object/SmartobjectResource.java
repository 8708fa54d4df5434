package dev.castellan.smartobject.object;

import dev.castellan.messaging.idempotency.Idempotent;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.envelope.Located;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.request.Parameters;
import dev.castellan.web.security.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/smartobjects")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Smartobjects")
class SmartobjectResource {

  private final SmartobjectService service;
  private final SmartobjectReader reader;
  private final AccessReader access;
  private final CurrentCaller caller;

  SmartobjectResource(
      SmartobjectService service,
      SmartobjectReader reader,
      AccessReader access,
      CurrentCaller caller) {
    this.service = service;
    this.reader = reader;
    this.access = access;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List all smart objects")
  public RestResponse<Answer<List<SmartobjectView>>> list(@BeanParam ListParameters asked) {
    return reader.list(asked, caller.get()).answer();
  }

  @GET
  @Path("/{idSmartobject}")
  @Operation(summary = "Read one smart object")
  public Answer<SmartobjectView> get(@PathParam("idSmartobject") String id) {
    return Answer.ok(read(id(id)));
  }

  @POST
  @Idempotent
  @Operation(summary = "Add a smart object and bring it up")
  public RestResponse<Answer<SmartobjectView>> create(SmartobjectRequest request) {
    long id = service.create(request, caller.get());
    return Located.created("/smartobjects/" + id, read(id));
  }

  @PATCH
  @Path("/{idSmartobject}")
  @Operation(summary = "Rename a smart object")
  public Answer<SmartobjectView> rename(
      @PathParam("idSmartobject") String id, SmartobjectPatch patch) {
    service.rename(id(id), patch, caller.get());
    return Answer.ok(read(id(id)));
  }

  @DELETE
  @Path("/{idSmartobject}")
  @Operation(summary = "Delete a smart object")
  public Answer<Void> delete(@PathParam("idSmartobject") String id) {
    service.delete(id(id), caller.get());
    return Answer.ok();
  }

  @POST
  @Idempotent
  @Path("/{idSmartobject}/settings")
  @Operation(summary = "Add a setting, or replace the value of the one with that reference")
  public RestResponse<Answer<Map<String, Long>>> putSetting(
      @PathParam("idSmartobject") String id, SettingRequest request) {
    SmartobjectService.StoredSetting stored = service.putSetting(id(id), request, caller.get());
    Map<String, Long> data = Map.of("id", stored.id());
    return stored.created()
        ? Located.created("/smartobjects/" + id + "/settings/" + stored.id(), data)
        : RestResponse.ok(Answer.ok(data));
  }

  @GET
  @Path("/{idSmartobject}/settings/{idSetting}")
  @Operation(summary = "Read a setting; a secret is masked")
  public Answer<Part<SmartobjectView.SettingView>> setting(
      @PathParam("idSmartobject") String id, @PathParam("idSetting") String settingId) {
    long wanted = Parameters.id(settingId, ErrorCode.SETTING_NOT_FOUND);
    SmartobjectView object = read(id(id));
    return object.settings().stream()
        .filter(each -> each.id() == wanted)
        .findFirst()
        .map(each -> Answer.ok(new Part<>(each, object.version())))
        .orElseThrow(() -> new ServiceException(ErrorCode.SETTING_NOT_FOUND));
  }

  @DELETE
  @Path("/{idSmartobject}/settings/{idSetting}")
  @Operation(summary = "Delete a setting that the module does not require")
  public Answer<Void> deleteSetting(
      @PathParam("idSmartobject") String id, @PathParam("idSetting") String settingId) {
    service.deleteSetting(
        id(id), Parameters.id(settingId, ErrorCode.SETTING_NOT_FOUND), caller.get());
    return Answer.ok();
  }

  @POST
  @Idempotent
  @Path("/{idSmartobject}/profiles")
  @Operation(summary = "Let a profile execute the object's actions")
  public RestResponse<Answer<SmartobjectView.ProfileView>> grant(
      @PathParam("idSmartobject") String id, ProfileRequest request) {
    SmartobjectService.Grant grant = service.grant(id(id), request, caller.get());
    SmartobjectView.ProfileView profile = reader.profile(grant.profileId());
    return grant.added()
        ? Located.created("/smartobjects/" + id + "/profiles/" + profile.id(), profile)
        : RestResponse.ok(Answer.ok(profile));
  }

  @GET
  @Path("/{idSmartobject}/profiles/{idProfile}")
  @Operation(summary = "Read whether a profile is listed on the object")
  public Answer<Part<SmartobjectView.ProfileView>> profile(
      @PathParam("idSmartobject") String id, @PathParam("idProfile") String profile) {
    SmartobjectView object = read(id(id));
    return object.profiles().stream()
        .filter(each -> profile.equals(Long.toString(each.id())) || profile.equals(each.name()))
        .findFirst()
        .map(each -> Answer.ok(new Part<>(each, object.version())))
        .orElseThrow(() -> new ServiceException(ErrorCode.PROFILE_NOT_FOUND));
  }

  @GET
  @Path("/{idSmartobject}/access")
  @Operation(
      summary = "Tell who may execute the object's actions, and why or why not",
      description =
          "The answer is about direct calls: a process carries its own authority, so whoever may"
              + " execute the process causes its actions. Admin is told of every profile, others of"
              + " those that may and of their own.")
  public Answer<Part<AccessView>> access(
      @PathParam("idSmartobject") String id,
      @Parameter(description = "Only this action; 404 when the object has none of that id")
          @QueryParam("action")
          String action) {
    return Answer.ok(access.of(id(id), action, caller.get()));
  }

  @DELETE
  @Path("/{idSmartobject}/profiles/{idProfile}")
  @Operation(summary = "Take a profile's right to execute the object's actions away")
  public Answer<Void> revoke(
      @PathParam("idSmartobject") String id, @PathParam("idProfile") String profile) {
    service.revoke(id(id), profile, caller.get());
    return Answer.ok();
  }

  private SmartobjectView read(long id) {
    return reader
        .one(id, caller.get())
        .orElseThrow(() -> new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND));
  }

  private static long id(String text) {
    return Parameters.id(text, ErrorCode.SMARTOBJECT_NOT_FOUND);
  }
}
