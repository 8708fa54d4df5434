package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.MayBeAbsent;
import dev.castellan.contracts.Topics;
import java.util.Map;

/**
 * Answer of an external module to one request on its topic. Key: smartobject id.
 *
 * @param module id of the module that answers
 * @param replyToken of the request; counts once
 * @param status {@code succeeded} or {@code failed}
 * @param result what the device answered, when succeeded
 * @param message why not, for people; no secrets
 * @param temporary failed only: whether another attempt may succeed
 * @param mayHaveActed failed only: whether the device may have done it all the same
 */
@EventType(value = "castellan.module.reply.v1", topic = Topics.MODULE_RESULTS)
public record ModuleReply(
    String module,
    String replyToken,
    String status,
    @MayBeAbsent Map<String, Object> result,
    @MayBeAbsent String message,
    @MayBeAbsent Boolean temporary,
    @MayBeAbsent Boolean mayHaveActed) {}
