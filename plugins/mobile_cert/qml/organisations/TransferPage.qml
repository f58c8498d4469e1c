import QtQuick
import SecureClient
import MobileCert

// 管理员转让 (M3.3.10.3)
WizardPage {
    required property TransferViewModel vm

    wizard: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()
}
