import QtQuick
import SecureClient
import MobileCert

// 办理个人证书 (M3.3.11.19)
WizardPage {
    required property ApplyViewModel vm

    wizard: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()
}
