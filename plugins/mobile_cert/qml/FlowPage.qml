import QtQuick
import SecureClient
import MobileCert

// The wizard of every business of the flow table (M3.3.11)
WizardPage {
    required property FlowViewModel vm

    wizard: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()
}
