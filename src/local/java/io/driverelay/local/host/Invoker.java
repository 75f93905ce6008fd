package io.driverelay.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.UUID;

/** Calls functions: gets the instance from the app's injector each time, binds the parameters, logs how it began and ended. */
final class Invoker {
    private final FunctionInstanceInjector injector;
    private final ClassLoader loader;
    private final HostLog log;
    private final HostQueues queues = new HostQueues(System.getenv());
    private final boolean base64;

    /** @param base64 whether messages are put so into queues */
    Invoker(FunctionInstanceInjector injector, ClassLoader loader, boolean base64, HostLog log) {
        this.injector = injector;
        this.loader = loader;
        this.base64 = base64;
        this.log = log;
    }

    /** Whatever the function throws, or the binding. */
    static final class Failed extends Exception {
        Failed(String words, Throwable cause) {
            super(words, cause);
        }
    }

    Object invoke(AppFunction function, Trigger trigger) throws Failed {
        String invocation = UUID.randomUUID().toString();
        Thread.currentThread().setContextClassLoader(loader);
        long began = System.nanoTime();
        log.host(
                "Function." + function.name(),
                "Executing 'Functions." + function.name() + "' (Reason='" + trigger.reason() + "', Id=" + invocation
                        + ")");
        try {
            Object instance = injector.getInstance(function.method().getDeclaringClass());
            var outputs = new QueueOutputs(function, base64);
            Object result = function.method().invoke(instance, arguments(function, invocation, trigger, outputs));
            outputs.send(queues);
            String words = ended(function, "Succeeded", invocation, began);
            log.host("Function." + function.name(), words);
            log.host("Host.Results", words);
            return result;
        } catch (InvocationTargetException e) {
            throw failed(function, ended(function, "Failed", invocation, began), e.getCause());
        } catch (Exception | LinkageError e) {
            throw failed(function, ended(function, "Failed", invocation, began), e);
        }
    }

    private Failed failed(AppFunction function, String words, Throwable cause) {
        log.host("Function." + function.name(), words, cause);
        log.host("Host.Results", words, null);
        return new Failed(words, cause);
    }

    private static String ended(AppFunction function, String how, String invocation, long began) {
        return "Executed 'Functions." + function.name() + "' (" + how + ", Id=" + invocation + ", Duration="
                + (System.nanoTime() - began) / 1_000_000 + "ms)";
    }

    private Object[] arguments(AppFunction function, String invocation, Trigger trigger, QueueOutputs outputs) {
        return Arrays.stream(function.method().getParameters())
                .map(parameter -> parameter.getType() == OutputBinding.class
                        ? outputs.of(parameter)
                        : argument(parameter, function, invocation, trigger))
                .toArray();
    }

    private Object argument(Parameter parameter, AppFunction function, String invocation, Trigger trigger) {
        if (parameter.getType() == ExecutionContext.class) {
            return new InvocationContext(function.name(), invocation, log.of(function.name(), invocation));
        }
        BindingName name = parameter.getAnnotation(BindingName.class);
        if (name != null) {
            return named(parameter, name.value(), trigger);
        }
        if (!isTrigger(parameter)) {
            throw new IllegalArgumentException("nothing is bound to " + parameter);
        }
        return DataConversion.convert(trigger.data(), parameter.getParameterizedType());
    }

    private static boolean isTrigger(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().endsWith("Trigger"));
    }

    private static Object named(Parameter parameter, String name, Trigger trigger) {
        String value = trigger.metadata().get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing to bind to the parameter " + name);
        }
        return DataConversion.convert(value, parameter.getParameterizedType());
    }
}
