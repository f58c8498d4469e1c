package secureclient.android;

import android.content.Context;
import android.hardware.biometrics.BiometricManager;
import android.hardware.biometrics.BiometricPrompt;
import android.os.CancellationSignal;
import java.util.concurrent.Executor;

/**
 * Asks the person once through the system's BiometricPrompt (API level 30).
 *
 * <p>Python objects can implement a Java interface and cannot extend a class, which the callback of BiometricPrompt is;
 * this is the callback, and {@link Answer} is what Python implements.
 */
public final class BiometricQuestion extends BiometricPrompt.AuthenticationCallback {
    /** Told once, on the main thread. */
    public interface Answer {
        /** Zero when recognised, else a BIOMETRIC_ERROR code or {@link #DECLINED}. */
        void told(int code);
    }

    public static final int RECOGNISED = 0;
    /** The person pressed the prompt's own button; no code of the system has this number. */
    public static final int DECLINED = -1;

    private final Context context;
    private final Answer answer;
    private final CancellationSignal cancellation = new CancellationSignal();

    public BiometricQuestion(Context context, Answer answer) {
        this.context = context;
        this.answer = answer;
    }

    /** Zero when a strong (class 3) biometric can be used now, else a BIOMETRIC_ERROR code. */
    public static int usable(Context context) {
        BiometricManager manager = context.getSystemService(BiometricManager.class);
        return manager.canAuthenticate(BiometricManager.Authenticators.BIOMETRIC_STRONG);
    }

    /** Shows the prompt; may be called on any thread. */
    public void ask(String reason) {
        Executor mainThread = context.getMainExecutor();
        BiometricPrompt prompt = new BiometricPrompt.Builder(context)
                .setTitle(reason)
                .setAllowedAuthenticators(BiometricManager.Authenticators.BIOMETRIC_STRONG)
                .setNegativeButton(context.getString(android.R.string.cancel), mainThread,
                        (dialog, which) -> answer.told(DECLINED))
                .build();
        mainThread.execute(() -> prompt.authenticate(cancellation, mainThread, this));
    }

    /** Takes the prompt away. */
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public void onAuthenticationSucceeded(BiometricPrompt.AuthenticationResult result) {
        answer.told(RECOGNISED);
    }

    @Override
    public void onAuthenticationError(int code, CharSequence words) {
        answer.told(code);
    }
}
