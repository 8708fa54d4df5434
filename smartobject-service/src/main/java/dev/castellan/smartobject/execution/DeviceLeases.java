package dev.castellan.smartobject.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who runs the queues of real devices; each method is one statement in the running transaction.
 *
 * <p>A lease is given or taken only with the row of the device locked, and is held exactly while
 * its holder works on the queue: whoever adds to a queue under that lock either sees a lease, whose
 * holder will look again, or may take it himself. Time is the database's, so clocks may differ.
 */
@ApplicationScoped
class DeviceLeases {

  private static final String LOCK =
      """
      select d.smartobject_id, d.lease_owner, coalesce(d.lease_until > clock_timestamp(), false),
        s.module, s.version, s.status
      from device d join smartobject s on s.id = d.smartobject_id
      where d.smartobject_id = any (?)
      order by d.smartobject_id
      for no key update of d
      """;

  private static final String LEASE =
      """
      update device set lease_owner = ?,
        lease_until = clock_timestamp() + ? * interval '1 millisecond'
      where smartobject_id = any (?)
      """;

  private static final String USED =
      """
      update device set last_use = clock_timestamp(), changes = changes + 1
      where smartobject_id = any (?)
      """;

  private static final String RELEASE =
      """
      update device set lease_owner = null, lease_until = null
      where smartobject_id = any (?)
        and (lease_owner = ? or lease_until < clock_timestamp())
      """;

  private static final String RENEW =
      """
      update device set lease_until = clock_timestamp() + ? * interval '1 millisecond'
      where smartobject_id in (
        select smartobject_id from device where lease_owner = ? and smartobject_id = any (?)
        order by smartobject_id for no key update)
      """;

  /** Work that nobody does: its runner is lost, was never woken, or the object is gone. */
  private static final String FORSAKEN =
      """
      select smartobject_id from device where ? and lease_owner is not null
        and lease_until < clock_timestamp()
      union
      select e.smartobject_id from execution e
      left join device d on d.smartobject_id = e.smartobject_id
      where e.finished_at is null and d.lease_owner is null
        and e.accepted_at < clock_timestamp() - ? * interval '1 millisecond'
      limit 1000
      """;

  /** One run of one process: what it held when it was killed is not its own any more. */
  private final UUID self = UUID.randomUUID();

  private final Jdbc jdbc;
  private final DeviceConfig config;
  private final Steadiness steadiness;

  DeviceLeases(Jdbc jdbc, DeviceConfig config) {
    this.jdbc = jdbc;
    this.config = config;
    this.steadiness = new Steadiness(config.lease());
  }

  /**
   * How a locked device stands.
   *
   * @param mine whether this process holds the lease
   * @param taken whether another one does, and is to be thought alive
   * @param lost whether another one did, and is lost
   * @param version of the object, counts its edits
   * @param status of the object, as others see it
   */
  record Standing(
      boolean mine, boolean taken, boolean lost, String module, long version, int status) {}

  /** Locks devices; those that are gone are left out. */
  Map<Long, Standing> lock(Collection<Long> smartobjectIds) {
    return jdbc.run(
        LOCK,
        lock -> {
          Jdbc.bind(lock, 1, "bigint", smartobjectIds, id -> id);
          Map<Long, Standing> devices = new HashMap<>();
          Jdbc.rows(
              lock,
              row -> {
                UUID owner = row.getObject(2, UUID.class);
                boolean mine = self.equals(owner);
                boolean taken = owner != null && !mine && (row.getBoolean(3) || !mayTakeOver());
                boolean lost = owner != null && !mine && !taken;
                return devices.put(
                    row.getLong(1),
                    new Standing(
                        mine, taken, lost, row.getString(4), row.getLong(5), row.getInt(6)));
              });
          return devices;
        });
  }

  /** Takes the leases of locked devices. */
  void take(Collection<Long> smartobjectIds) {
    jdbc.run(
        LEASE,
        lease -> {
          lease.setObject(1, self);
          lease.setLong(2, config.lease().toMillis());
          Jdbc.bind(lease, 3, "bigint", smartobjectIds, id -> id);
          return lease.executeUpdate();
        });
  }

  void release(Collection<Long> smartobjectIds) {
    jdbc.run(
        RELEASE,
        release -> {
          Jdbc.bind(release, 1, "bigint", smartobjectIds, id -> id);
          release.setObject(2, self);
          return release.executeUpdate();
        });
  }

  /** Something has been done to these devices. */
  void used(Collection<Long> smartobjectIds) {
    jdbc.run(
        USED,
        used -> {
          Jdbc.bind(used, 1, "bigint", smartobjectIds, id -> id);
          return used.executeUpdate();
        });
  }

  /**
   * Keeps the leases of those that are being worked on for another term, and lets others run out.
   */
  void renew(Collection<Long> smartobjectIds) {
    jdbc.run(
        RENEW,
        renew -> {
          renew.setLong(1, config.lease().toMillis());
          renew.setObject(2, self);
          Jdbc.bind(renew, 3, "bigint", smartobjectIds, id -> id);
          return renew.executeUpdate();
        });
    steadiness.seen(System.nanoTime());
  }

  /**
   * Whether a lease that was held then is held still, as long as it is renewed; not when this
   * process may have been frozen, and somebody else be at work on the object.
   *
   * @param then by the clock of {@link System#nanoTime()}
   */
  boolean heldSince(long then) {
    return steadiness.unbroken(then, System.nanoTime());
  }

  private boolean mayTakeOver() {
    return steadiness.mayTakeOver(System.nanoTime());
  }

  /** Objects whose queue nobody runs though somebody should. */
  List<Long> forsaken() {
    return jdbc.run(
        FORSAKEN,
        select -> {
          select.setBoolean(1, mayTakeOver());
          select.setLong(2, config.unstartedPatience().toMillis());
          return Jdbc.rows(select, row -> row.getLong(1));
        });
  }
}
