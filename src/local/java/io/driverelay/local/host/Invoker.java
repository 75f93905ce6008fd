package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.UUID;

/** Calls functions: gets the instance from the app's injector each time, binds the parameters, logs how it ended. */
final class Invoker {
    private final FunctionInstanceInjector injector;
    private final ClassLoader loader;
    private final HostLog log;

    Invoker(FunctionInstanceInjector injector, ClassLoader loader, HostLog log) {
        this.injector = injector;
        this.loader = loader;
        this.log = log;
    }

    /** Whatever the function throws, or the binding. */
    static final class Failed extends Exception {
        Failed(String words, Throwable cause) {
            super(words, cause);
        }
    }

    /** @param metadata what {@code @BindingName} may ask for */
    Object invoke(AppFunction function, Object trigger, Map<String, String> metadata) throws Failed {
        String invocation = UUID.randomUUID().toString();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Object instance = injector.getInstance(function.method().getDeclaringClass());
            Object result = function.method().invoke(instance, arguments(function, invocation, trigger, metadata));
            log.host("Function." + function.name(), "Executed (Succeeded, Id=" + invocation + ")");
            return result;
        } catch (InvocationTargetException e) {
            throw failed(function, invocation, e.getCause());
        } catch (Exception | LinkageError e) {
            throw failed(function, invocation, e);
        }
    }

    private Failed failed(AppFunction function, String invocation, Throwable cause) {
        String words = "Executed (Failed, Id=" + invocation + ")";
        log.host("Function." + function.name(), words, cause);
        return new Failed(words, cause);
    }

    private Object[] arguments(AppFunction function, String invocation, Object trigger, Map<String, String> metadata) {
        Method method = function.method();
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = method.getParameters()[i];
            BindingName name = parameter.getAnnotation(BindingName.class);
            if (parameter.getType() == ExecutionContext.class) {
                arguments[i] = new InvocationContext(function.name(), invocation, log.of(function.name(), invocation));
            } else if (name != null) {
                arguments[i] = bound(parameter, name.value(), metadata);
            } else {
                arguments[i] = trigger;
            }
        }
        return arguments;
    }

    private static Object bound(Parameter parameter, String name, Map<String, String> metadata) {
        String value = metadata.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing to bind to the parameter " + name);
        }
        if (parameter.getType() == long.class || parameter.getType() == Long.class) {
            return Long.valueOf(value);
        }
        if (parameter.getType() == int.class || parameter.getType() == Integer.class) {
            return Integer.valueOf(value);
        }
        return value;
    }
}
