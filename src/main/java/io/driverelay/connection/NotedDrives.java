package io.driverelay.connection;

import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Hearing;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Drives whose faults are noted, whatever the call and whoever made it: readings, turns and calls of homes. The faults go on as they are. */
public record NotedDrives(ConnectedDrives drives, FaultNoting noting) implements ConnectedDrives {
    @Override
    public Drive of(String connectionId) {
        return noted(connectionId, drives.of(connectionId));
    }

    @Override
    public Drive of(String connectionId, Hearing hearing) {
        return noted(connectionId, drives.of(connectionId, hearing));
    }

    @Override
    public Drive of(ConnectionMark connection) {
        return noted(connection.id(), drives.of(connection));
    }

    private Drive noted(String connectionId, Drive drive) {
        InvocationHandler calls = (proxy, call, with) -> {
            try {
                return call.invoke(drive, with);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof DriveFault fault) {
                    noting.note(connectionId, fault);
                }
                throw e.getCause();
            }
        };
        return (Drive) Proxy.newProxyInstance(Drive.class.getClassLoader(), new Class<?>[] {Drive.class}, calls);
    }
}
