package io.driverelay.scenario;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Stands before a port and decides about each call. */
interface Interposed {
    /** The call as it was meant. */
    interface Call {
        Object made() throws Throwable;
    }

    Object answer(String method, Object[] arguments, Call call) throws Throwable;

    static <T> T before(Class<T> port, T real, Interposed decides) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> decides.answer(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
